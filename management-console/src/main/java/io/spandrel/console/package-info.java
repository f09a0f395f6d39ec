/**
 * The management console: a web server inside a member, for people and for monitoring.
 *
 * <p>{@link io.spandrel.console.ConsoleCapability} starts a {@link io.spandrel.console.ConsoleServer} when
 * {@code <grid:console>} asks for it. A request passes {@code security} on its way to {@code api}; {@code live} has the
 * values that move; {@code http} is the vocabulary they share. {@link io.spandrel.console.Console} tells an application
 * where its console listens, {@link io.spandrel.console.AddUser} writes the files it gets its users from.
 *
 * <p>The console reads {@link io.spandrel.grid.Grid} and nothing deeper. See docs/capabilities/console.md.
 */
@NullMarked
package io.spandrel.console;

import org.jspecify.annotations.NullMarked;
