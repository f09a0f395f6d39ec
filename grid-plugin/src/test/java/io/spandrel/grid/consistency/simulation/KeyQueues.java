package io.spandrel.grid.consistency.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One operation on a key of a segment at a time. */
final class KeyQueues {

    private final SimulatedMember me;
    private final int segment;
    private final Map<Integer, CompletableFuture<?>> tails = new HashMap<>();

    KeyQueues(SimulatedMember me, int segment) {
        this.me = me;
        this.segment = segment;
    }

    <T> CompletableFuture<T> locked(int key, Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<?> before = tails.getOrDefault(key, CompletableFuture.completedFuture(null));
        long since = me.cluster.time.now();
        CompletableFuture<T> result = before.handle((done, failure) -> null).thenCompose(nothing -> {
            if (me.cluster.time.now() - since > Replication.GIVE_UP_AFTER) {
                return CompletableFuture.failedFuture(new IllegalStateException("waited for too long"));
            }
            return operation.get();
        });
        tails.put(key, result);
        return result;
    }

    /** A clear is one operation on each key of the segment. */
    <T> CompletableFuture<T> lockedAll(Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<T> result = finished().thenCompose(nothing -> operation.get());
        for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
            tails.put(key, result);
        }
        return result;
    }

    /** Done when everything that has begun is. */
    CompletableFuture<Void> finished() {
        return CompletableFuture.allOf(tails.values().stream()
                .map(tail -> tail.handle((done, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }
}
