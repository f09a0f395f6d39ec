package io.spandrel.grid.infinispan.merge;

import java.util.Comparator;

/**
 * Where a conflict stands among those of all members: the last one first.
 *
 * @param at when it was settled, in milliseconds since 1970
 * @param member that settled it
 * @param number of it in that member's log
 */
record ConflictPosition(long at, String member, long number) implements Comparable<ConflictPosition> {

    /** Before all. */
    static final ConflictPosition START = new ConflictPosition(Long.MAX_VALUE, "", Long.MAX_VALUE);

    private static final Comparator<ConflictPosition> ORDER = Comparator.comparingLong(ConflictPosition::at)
            .reversed()
            .thenComparing(ConflictPosition::member)
            .thenComparing(Comparator.comparingLong(ConflictPosition::number).reversed());

    /** @throws IllegalArgumentException if it is none that {@link #toString} gave */
    static ConflictPosition parse(String text) {
        String[] parts = text.split("-", 3);
        try {
            if (parts.length == 3) {
                return new ConflictPosition(Long.parseLong(parts[0]), parts[2], Long.parseLong(parts[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no place among conflicts", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no place among conflicts");
    }

    @Override
    public int compareTo(ConflictPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at + "-" + number + "-" + member;
    }
}
