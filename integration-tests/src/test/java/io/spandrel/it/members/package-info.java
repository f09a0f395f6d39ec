/** Who is there, who should be, and who cannot be heard, on grids of real members. */
@NullMarked
package io.spandrel.it.members;

import org.jspecify.annotations.NullMarked;
