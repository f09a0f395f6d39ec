/** Members of real clusters are drained and stopped while others write. */
@NullMarked
package io.spandrel.it.drain;

import org.jspecify.annotations.NullMarked;
