/** Versions, deletes and the apply rule on real clusters. */
@NullMarked
package io.spandrel.it.consistency;

import org.jspecify.annotations.NullMarked;
