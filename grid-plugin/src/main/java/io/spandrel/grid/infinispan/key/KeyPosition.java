package io.spandrel.grid.infinispan.key;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a key stands among all keys of its cache: by segment, then by hash. It does not change while the key lives, whoever
 * owns it; so it tells how far a browser has come, and names a key to a person's tools without telling its content.
 */
public record KeyPosition(int segment, long hash) implements Comparable<KeyPosition> {

    /** Before every key. */
    static final KeyPosition START = new KeyPosition(-1, -1);

    /** Behind every key. */
    static final KeyPosition END = new KeyPosition(Integer.MAX_VALUE, -1);

    private static final Comparator<KeyPosition> ORDER =
            Comparator.comparingInt(KeyPosition::segment).thenComparing(KeyPosition::hash, Long::compareUnsigned);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-([0-9a-f]{16})");

    /** The last position of a segment. */
    static KeyPosition endOf(int segment) {
        return new KeyPosition(segment, -1);
    }

    /** @throws IllegalArgumentException if it was not made by {@link #toString} */
    public static KeyPosition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the id of a key, nor where a page ended");
        }
        return new KeyPosition(Integer.parseInt(parts.group(1)), Long.parseUnsignedLong(parts.group(2), 16));
    }

    @Override
    public int compareTo(KeyPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%d-%016x".formatted(segment, hash);
    }
}
