/** The console as its user meets it: in a browser, and over HTTP with ill will. */
@NullMarked
package io.spandrel.it.console;

import org.jspecify.annotations.NullMarked;
