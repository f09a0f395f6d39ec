/** The README's example of embedding, compiled and run by the tests. */
@NullMarked
package io.spandrel.it.example;

import org.jspecify.annotations.NullMarked;
