/** Users, members and pages of consoles that live as long as a demo, a test or a measurement. */
@NullMarked
package io.spandrel.it.console;

import org.jspecify.annotations.NullMarked;
