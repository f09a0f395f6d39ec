package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.configuration.ReadRepair;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.infinispan.consistency.KeyRead.Found;
import io.spandrel.grid.infinispan.consistency.KeySettling.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.container.entries.InternalCacheValue;
import org.jspecify.annotations.Nullable;

/** Reads from several owners, and has those repaired that a read finds behind. Thread-safe. */
public final class ReadRepairs {

    /*
     * A read that waits for its repairs returns what a majority has: nobody reads anything older after it. One that does not may
     * be followed by a read of something older, but never of anything older than what was acknowledged.
     *
     * Where an owner has no room to remember deletes, whether a value was deleted can only be told by comparing all owners. No
     * reader is given such a value unasked, whatever the setting.
     */
    private static final int IN_FLIGHT_MAX = 1024;

    private final OwnerReads reads;
    private final KeySettling settling;
    private final ReadRepair mode;
    private final ReadCounts counts;
    private final KeysInFlight inFlight = new KeysInFlight(IN_FLIGHT_MAX);

    public ReadRepairs(OwnerReads reads, KeySettling settling, ReadRepair mode) {
        this.reads = reads;
        this.settling = settling;
        this.mode = mode;
        this.counts = reads.counts();
    }

    /**
     * The newest values of keys, in their order; null: there is none.
     *
     * @return fails with {@link ReadUnavailableException} if too few owners of a key answer
     */
    CompletionStage<List<@Nullable InternalCacheValue<?>>> read(List<?> keys, ConsistencyLevel level) {
        counts.keys.add(keys.size());
        return reads.read(keys, level, this::foundBehind)
                .thenCompose(found -> repaired(keys, found, level))
                .whenComplete((values, failure) -> {
                    if (CompletableFutures.extractException(failure) instanceof ReadUnavailableException) {
                        counts.unavailable.add(keys.size());
                    }
                });
    }

    private CompletionStage<List<@Nullable InternalCacheValue<?>>> repaired(
            List<?> keys, List<Found> found, ConsistencyLevel level) {
        List<@Nullable InternalCacheValue<?>> values = new ArrayList<>(keys.size());
        List<Object> awaited = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Found one = found.get(i);
            values.add(one.value());
            boolean agreed = one.result().behind().isEmpty();
            if (one.result().undecided() || !agreed && mode == ReadRepair.BLOCKING) {
                counts.mismatches.increment();
                awaited.add(keys.get(i));
            } else if (!agreed) {
                foundBehind(keys.get(i));
            }
        }
        if (awaited.isEmpty()) {
            return CompletableFuture.completedFuture(values);
        }
        return settling.settle(awaited).thenApply(settled -> {
            settled.forEach(one -> count(one, counts.repairedBlocking));
            for (int i = 0; i < awaited.size(); i++) {
                Settled one = settled.get(i);
                if (one.failure() != null) {
                    throw ReadUnavailableException.notRepaired(reads.cache(), level.name(), one.failure());
                }
                values.set(keys.indexOf(awaited.get(i)), one.copy().value());
            }
            return values;
        });
    }

    /** Has a key repaired in the background, unless that is under way. */
    private void foundBehind(Object key) {
        counts.mismatches.increment();
        if (mode == ReadRepair.OFF) {
            return;
        }
        KeysInFlight.Entry entry = inFlight.begin(key);
        if (entry == KeysInFlight.Entry.BEGUN) {
            settling.settle(List.of(key)).thenAccept(settled -> {
                count(settled.get(0), counts.repairedBackground);
                inFlight.end(key);
            });
        } else if (entry == KeysInFlight.Entry.FULL) {
            counts.repairsDropped.increment();
        }
    }

    private void count(Settled settled, LongAdder repaired) {
        (settled.failure() == null ? repaired : counts.repairsFailed).increment();
    }
}
