/** An eviction policy of a user's own, as docs/extending.md shows it: in a cache, and against the kit. */
@NullMarked
package io.spandrel.it.policy;

import org.jspecify.annotations.NullMarked;
