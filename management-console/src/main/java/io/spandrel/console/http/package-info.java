/**
 * The small vocabulary of HTTP that the console speaks: a {@link io.spandrel.console.http.Request} goes in, an
 * {@link io.spandrel.console.http.Answer} comes out, and whatever is refused is an
 * {@link io.spandrel.console.http.HttpProblem}, sent as problem details (RFC 9457).
 *
 * <p>Knows nothing of grids or users. {@link io.spandrel.console.http.Limits} holds every bound of the console.
 */
@NullMarked
package io.spandrel.console.http;

import org.jspecify.annotations.NullMarked;
