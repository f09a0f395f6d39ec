package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Takeover;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out on a primary what users ask for. */
final class PrimaryOperations {

    private final SimulatedMember me;
    private final SimulatedCluster cluster;
    private final int segment;
    private final Primacy primacy;
    private final KeyQueues queues;
    private final Replication replication;
    private final KeyRepair repair;

    PrimaryOperations(
            SimulatedMember me,
            int segment,
            Primacy primacy,
            KeyQueues queues,
            Replication replication,
            KeyRepair repair) {
        this.me = me;
        this.cluster = me.cluster;
        this.segment = segment;
        this.primacy = primacy;
        this.queues = queues;
        this.replication = replication;
        this.repair = repair;
    }

    /**
     * How an operation ended.
     *
     * @param matched false: the condition was not met, nothing was written
     * @param found the value under the key before, for conditional operations
     */
    record Reply(Outcome outcome, boolean matched, long version, long found) {

        static final Reply NOT_DONE = new Reply(Outcome.NOT_DONE, true, Version.NONE, 0);
        static final Reply UNKNOWN = new Reply(Outcome.UNKNOWN, true, Version.NONE, 0);
    }

    static final class OwnersElsewhereException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    <T> CompletableFuture<T> asPrimary(int key, Supplier<CompletableFuture<T>> operation) {
        if (!primacy.claimed()) {
            return CompletableFuture.failedFuture(new OwnersElsewhereException());
        }
        return queues.locked(key, () -> primacy.become().thenCompose(nothing -> operation.get()));
    }

    /**
     * Carries an operation out.
     *
     * @param expected the value that must be found, or null for any
     * @param value 0 to delete
     */
    CompletableFuture<Reply> operate(int key, @Nullable Long expected, long value, long lifespanMillis) {
        return asPrimary(
                        key,
                        () -> expected == null ? write(key, value, lifespanMillis) : conditional(key, expected, value))
                .exceptionally(failure -> Reply.NOT_DONE);
    }

    private CompletableFuture<Reply> conditional(int key, long expected, long value) {
        State held = me.tell(key);
        if (primacy.current()
                && !replication.doubtful(key)
                && held.value() == expected
                && held.digest().kind() != Digest.Kind.FORGOTTEN) {
            return announcedWrite(key, value);
        }
        long by = primacy.ballot();
        return repair.settle(key)
                .thenCompose(settled -> primacy.ifStill(
                        by,
                        () -> settled.state().value() == expected
                                ? announcedWrite(key, value)
                                : CompletableFuture.completedFuture(new Reply(
                                        Outcome.DONE,
                                        false,
                                        settled.version(),
                                        settled.state().value()))));
    }

    private CompletableFuture<Reply> announcedWrite(int key, long value) {
        long version = repair.next(key);
        if (!Takeover.needsAnnouncement(primacy.owners())) {
            return write(key, state(version, value, 0));
        }
        long by = primacy.ballot();
        return primacy.promises(by, version)
                .thenCompose(reading -> primacy.ifStill(by, () -> write(key, state(version, value, 0))));
    }

    private CompletableFuture<Reply> write(int key, long value, long lifespanMillis) {
        return write(key, state(repair.next(key), value, lifespanMillis));
    }

    private State state(long version, long value, long lifespanMillis) {
        if (value == 0) {
            return new State(Digest.tombstone(version), 0);
        }
        return new State(
                Digest.value(version, lifespanMillis == 0 ? Digest.NEVER : me.wallMillis() + lifespanMillis), value);
    }

    private CompletableFuture<Reply> write(int key, State state) {
        return replication.write(key, state, cluster.level, new HashSet<>(), new HashSet<>());
    }

    /** Clears the segment. */
    CompletableFuture<Reply> clear() {
        if (!primacy.claimed()) {
            return CompletableFuture.completedFuture(Reply.NOT_DONE);
        }
        return queues.lockedAll(() -> primacy.become().thenCompose(nothing -> {
                    long newest = Version.NONE;
                    for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
                        newest = Math.max(newest, me.tell(key).digest().version());
                    }
                    long version = me.clock.next(Math.max(newest, Math.max(primacy.floor(), me.clearedUpTo(segment))));
                    return replication.clear(version, cluster.level);
                }))
                .exceptionally(failure -> Reply.NOT_DONE);
    }
}
