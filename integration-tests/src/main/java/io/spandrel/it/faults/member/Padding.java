package io.spandrel.it.faults.member;

import org.jspecify.annotations.Nullable;

/** Makes the short values of the laboratory as long as usual ones, and short again. */
final class Padding {

    private static final int LENGTH = 190;
    private static final char END = '|';
    private static final String FILLING = END + "-".repeat(LENGTH);

    private Padding() {}

    static String pad(String value) {
        return (value + FILLING).substring(0, Math.max(LENGTH, value.length() + 1));
    }

    static @Nullable String strip(@Nullable String padded) {
        return padded == null ? null : padded.substring(0, padded.indexOf(END));
    }
}
