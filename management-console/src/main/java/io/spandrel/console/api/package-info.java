/**
 * What the console answers: {@link io.spandrel.console.api.Endpoints} is the table of all routes, with the role each
 * needs; {@link io.spandrel.console.api.Router} carries a request through the checks to its endpoint. One class per
 * subject reads the grid and shapes the answer. {@link io.spandrel.console.api.Verdict} is the judgement on the overview.
 *
 * <p>The table and {@code openapi.json} describe the same routes; a test holds them together.
 */
@NullMarked
package io.spandrel.console.api;

import org.jspecify.annotations.NullMarked;
