package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.ReadPath;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What answers the reads of single keys that this member is asked for, in one cache. Thread-safe.
 *
 * <p>Infinispan tells of each read whether it found a value and whether the member owns the key; those who answer instead of memory or
 * an owner tell so themselves, a moment before.
 */
final class ReadPaths {

    private final Set<ReadPath> existing;
    private final LongAdder fromStore = new LongAdder();
    private final LongAdder absent = new LongAdder();

    /** @param existing the paths there are in the cache; others are reported only if they answered a read all the same */
    ReadPaths(Set<ReadPath> existing) {
        this.existing = Set.copyOf(existing);
    }

    /** A read that is about to be a hit was answered from the store. */
    void answeredFromStore() {
        fromStore.increment();
    }

    /** A read that is about to be a miss was answered by a filter. */
    void answeredAbsent() {
        absent.increment();
    }

    /**
     * How many reads each path has answered; together all reads, but for one that is about to be a hit or a miss.
     *
     * @param ofOwnKeys reads that found a value of a key that this member owns
     * @param ofOthersKeys reads that found one of another key
     * @param misses reads that found none
     */
    Map<ReadPath, Long> counts(long ofOwnKeys, long ofOthersKeys, long misses) {
        long stored = fromStore.sum();
        long excluded = absent.sum();
        Map<ReadPath, Long> counts = new EnumMap<>(ReadPath.class);
        for (ReadPath path : ReadPath.values()) {
            long count = switch (path) {
                case MEMORY -> Math.max(0, ofOwnKeys - stored);
                case STORE -> stored;
                case MEMBER -> ofOthersKeys;
                case ABSENT -> excluded;
                case MISSED -> Math.max(0, misses - excluded);
            };
            if (count > 0 || existing.contains(path)) {
                counts.put(path, count);
            }
        }
        return counts;
    }
}
