/**
 * The grid as its users see it: {@link io.spandrel.grid.Grid} is the handle of one running cache manager, everything
 * else here is an immutable value that it answers with. {@link io.spandrel.grid.GridReport} is the whole of it in one
 * snapshot; metrics, console and tests read that and nothing deeper.
 */
@NullMarked
package io.spandrel.grid;

import org.jspecify.annotations.NullMarked;
