/** Real members: several cache managers in one JVM, and processes. */
@NullMarked
package io.spandrel.it.cluster;

import org.jspecify.annotations.NullMarked;
