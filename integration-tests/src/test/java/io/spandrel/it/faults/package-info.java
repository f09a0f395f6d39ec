/** The fault laboratory in its short form, and what reads its command line and draws its reports. */
@NullMarked
package io.spandrel.it.faults;

import org.jspecify.annotations.NullMarked;
