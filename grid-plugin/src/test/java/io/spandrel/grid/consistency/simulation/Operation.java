package io.spandrel.grid.consistency.simulation;

import org.jspecify.annotations.Nullable;

/** What a user did, and what came of it. Times count events. */
final class Operation {

    static final long NEVER = Long.MAX_VALUE;

    enum Kind {
        READ,
        WRITE,
        CONDITIONAL
    }

    final Kind kind;
    final int key;
    final @Nullable Long expected;
    final long value;
    final long invoked;
    long returned = NEVER;
    boolean done;
    boolean refused;
    boolean matched;
    long found;
    long version;

    Operation(Kind kind, int key, @Nullable Long expected, long value, long invoked) {
        this.kind = kind;
        this.key = key;
        this.expected = expected;
        this.value = value;
        this.invoked = invoked;
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case READ -> "read -> " + (done ? found : "?");
            case WRITE -> "write " + value;
            case CONDITIONAL -> "replace " + expected + " by " + value + (done && !matched ? " -> found " + found : "");
        };
        return "[" + invoked + ".." + (returned == NEVER ? "" : returned) + " key " + key + " " + what
                + (done ? "" : refused ? " (refused)" : " (unknown)") + " @" + version + "]";
    }
}
