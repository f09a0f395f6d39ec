/** Embedding as the README shows it, and what a wrong configuration says. */
@NullMarked
package io.spandrel.it.embedding;

import org.jspecify.annotations.NullMarked;
