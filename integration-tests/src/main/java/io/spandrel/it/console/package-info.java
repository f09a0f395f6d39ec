/** Users for consoles that live as long as a demo or a test. */
@NullMarked
package io.spandrel.it.console;

import org.jspecify.annotations.NullMarked;
