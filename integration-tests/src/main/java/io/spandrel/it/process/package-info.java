/**
 * Java processes that end with the one that started them: {@link io.spandrel.it.process.JavaProcess} is the parent's
 * side, {@link io.spandrel.it.process.ParentProcess} the child's. They speak by lines over the standard streams, so
 * that a parent that dies, however it dies, takes its children along; {@link io.spandrel.it.process.Descendants} are those of a
 * process that has some itself.
 */
@NullMarked
package io.spandrel.it.process;

import org.jspecify.annotations.NullMarked;
