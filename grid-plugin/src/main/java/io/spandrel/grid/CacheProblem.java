package io.spandrel.grid;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with the text of a cache that is to be created.
 *
 * @param line where, from 1; 0 if it cannot be said
 * @param column where in the line, from 1; 0 if it cannot be said
 * @param element the {@code grid:} element's local name; null: none, or one of Infinispan's
 * @param attribute the attribute's name; null: the whole element
 * @param message what is wrong, and what to do about it where that is known
 */
public record CacheProblem(
        int line,
        int column,
        @Nullable String element,
        @Nullable String attribute,
        String message) {

    /** One that concerns the text as a whole. */
    public static CacheProblem ofWhole(String message) {
        return new CacheProblem(0, 0, null, null, message);
    }
}
