package io.spandrel.grid.infinispan.consistency;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Lets one write of a key at a time look at what is held and replace it; the others wait in the order they came. Nobody waits
 * for another member while it has the turn. Thread-safe; no thread is blocked.
 */
public final class WriteTurns {

    /*
     * Infinispan's key lock is held on the primary alone, while backups are waited for: backups that took it too would wait
     * for each other. A turn is taken on every owner, only for the moment of the commit, and by everything that writes:
     * also by state transfer and by a member that is primary no more when its write comes to be committed.
     */
    private final ConcurrentMap<Object, Turn> turns = new ConcurrentHashMap<>();
    private final Executor executor;
    private final LongAdder waits = new LongAdder();

    /**
     * @param executor in which those go on that had to wait, so that a long queue does not become a deep stack
     */
    public WriteTurns(Executor executor) {
        this.executor = executor;
    }

    /**
     * Takes the turn of a key.
     *
     * @param holder who has it, by identity, and gives it back by {@link #release}; has not taken it yet
     * @return completes when it is the holder's turn; null: it is now
     */
    @Nullable
    CompletionStage<Void> take(Object key, Object holder) {
        Turn mine = new Turn(holder);
        Turn first = turns.compute(key, (same, queue) -> queue == null ? mine : queue.append(mine));
        if (first == mine) {
            return null;
        }
        waits.increment();
        return mine.begin;
    }

    /** Gives a turn back; nothing happens if {@code holder} does not have it. */
    void release(Object key, Object holder) {
        Turn mine = turns.get(key);
        if (mine == null || mine.holder != holder) {
            return;
        }
        Turn next = turns.computeIfPresent(key, (same, queue) -> mine.leave());
        if (next != null) {
            executor.execute(() -> next.begin.complete(null));
        }
    }

    /** Completes when all who have or wait for a turn now have given it back. */
    public CompletionStage<Void> fence() {
        List<CompletableFuture<Void>> all =
                List.copyOf(turns.keySet()).stream().map(this::fence).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> fence(Object key) {
        Object holder = new Object();
        CompletionStage<Void> turn = take(key, holder);
        if (turn == null) {
            release(key, holder);
            return CompletableFuture.completedFuture(null);
        }
        return turn.thenRun(() -> release(key, holder)).toCompletableFuture();
    }

    /** How often somebody had to wait. */
    long waits() {
        return waits.sum();
    }

    /** Of how many keys somebody has the turn. */
    int size() {
        return turns.size();
    }

    /** One in the queue of a key; guarded by the map's lock of the key. */
    private static final class Turn {

        private final Object holder;
        private final CompletableFuture<Void> begin = new CompletableFuture<>();
        private @Nullable Turn next;

        /** Of the first in the queue: the last one. */
        private Turn last = this;

        Turn(Object holder) {
            this.holder = holder;
        }

        Turn append(Turn other) {
            last.next = other;
            last = other;
            return this;
        }

        @Nullable
        Turn leave() {
            if (next != null) {
                next.last = last;
            }
            return next;
        }
    }
}
