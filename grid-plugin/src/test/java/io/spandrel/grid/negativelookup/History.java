package io.spandrel.grid.negativelookup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was written when, as those who wrote saw it; says whether a key may be absent. */
final class History {

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Long, List<Write>> writes = new HashMap<>();
    private long now;

    Write begin(long key, boolean put) {
        Write write = new Write(put, ++now);
        writes.computeIfAbsent(key, k -> new ArrayList<>()).add(write);
        return write;
    }

    void acknowledged(Write write) {
        write.end = ++now;
    }

    /** Whether a get that begins and ends now may find nothing: no put was acknowledged that no removal can have followed. */
    boolean mayBeAbsent(long key) {
        List<Write> all = writes.getOrDefault(key, List.of());
        return all.stream()
                .filter(put -> put.put && put.end != NEVER)
                .allMatch(put -> all.stream().anyMatch(removal -> !removal.put && removal.end > put.begin));
    }

    static final class Write {

        private final boolean put;
        private final long begin;
        private long end = NEVER;

        private Write(boolean put, long begin) {
            this.put = put;
            this.begin = begin;
        }
    }
}
