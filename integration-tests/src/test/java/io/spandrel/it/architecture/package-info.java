/** The rules of the house, held by ArchUnit. */
@NullMarked
package io.spandrel.it.architecture;

import org.jspecify.annotations.NullMarked;
