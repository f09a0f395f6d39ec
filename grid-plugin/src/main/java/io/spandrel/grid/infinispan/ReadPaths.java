package io.spandrel.grid.infinispan;

import io.spandrel.grid.ReadPath;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.distribution.Ownership;

/**
 * What answers the reads of single keys that this member is asked for, in one cache. Thread-safe.
 *
 * <p>Infinispan tells of each read whether it found a value and whether the member owns the key; those who answer instead of memory or
 * an owner tell so themselves, a moment before.
 */
final class ReadPaths {

    private final Set<ReadPath> existing;
    private final LongAdder ofOwnKeys = new LongAdder();
    private final LongAdder ofOthersKeys = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder fromStore = new LongAdder();
    private final LongAdder absent = new LongAdder();

    /** @param existing the paths there are in the cache; others are reported only if they answered a read all the same */
    ReadPaths(Set<ReadPath> existing) {
        this.existing = Set.copyOf(existing);
    }

    void hit(Ownership ownership) {
        (ownership == Ownership.NON_OWNER ? ofOthersKeys : ofOwnKeys).increment();
    }

    void missed() {
        misses.increment();
    }

    /** A read that is about to be a hit was answered from the store. */
    void answeredFromStore() {
        fromStore.increment();
    }

    /** A read that is about to be a miss was answered by a filter. */
    void answeredAbsent() {
        absent.increment();
    }

    /** How many reads each path has answered; together all reads. */
    Map<ReadPath, Long> counts() {
        Map<ReadPath, Long> counts = new EnumMap<>(ReadPath.class);
        for (ReadPath path : ReadPath.values()) {
            long count = count(path);
            if (count > 0 || existing.contains(path)) {
                counts.put(path, count);
            }
        }
        return counts;
    }

    /* What is told first may be counted a moment before the read it is part of. */
    private long count(ReadPath path) {
        return switch (path) {
            case MEMORY -> Math.max(0, ofOwnKeys.sum() - fromStore.sum());
            case STORE -> fromStore.sum();
            case MEMBER -> ofOthersKeys.sum();
            case ABSENT -> absent.sum();
            case MISSED -> Math.max(0, misses.sum() - absent.sum());
        };
    }
}
