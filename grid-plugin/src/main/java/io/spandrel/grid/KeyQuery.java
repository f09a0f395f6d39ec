package io.spandrel.grid;

import org.jspecify.annotations.Nullable;

/**
 * Which keys of a cache are asked for.
 *
 * @param after the {@code next} of the page before; null: from the beginning
 * @param match how {@code text} narrows the keys
 * @param text what the readable form of a key must begin with or contain; empty: any
 * @param limit keys wanted, 1 to {@link #LIMIT_MAX}
 */
public record KeyQuery(@Nullable String after, Match match, String text, int limit) {

    /** The most keys of one page. */
    public static final int LIMIT_MAX = 500;

    /** How a text narrows the keys. */
    public enum Match {
        PREFIX,
        CONTAINS;

        public boolean matches(String key, String text) {
            return this == PREFIX ? key.startsWith(text) : key.contains(text);
        }
    }

    /** @throws IllegalArgumentException if the limit is out of its range */
    public KeyQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1 to " + LIMIT_MAX + ", was " + limit);
        }
    }
}
