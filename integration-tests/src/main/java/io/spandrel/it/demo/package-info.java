/**
 * The demo: a grid of three processes, its console, and a real web shop's page requests replayed against it.
 *
 * <p>{@link io.spandrel.it.demo.Demo} is started by {@code bin/demo}. It starts a {@code DemoGrid} of
 * {@link io.spandrel.it.demo.DemoMember} processes, one of which replays a {@code Trace}, while a fourth member comes,
 * replays too, and goes. What the replaying members say of their progress arrives as {@code Progress} and is shown by a
 * {@code Scoreboard}. With {@code --quick}, a {@code ConsoleProbe} logs in to the console at the end and counts members.
 */
@NullMarked
package io.spandrel.it.demo;

import org.jspecify.annotations.NullMarked;
