package io.spandrel.grid.infinispan.negativelookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the changes of a whole store (cleared, segments added or removed) and the listing of its keys take turns. A listing
 * gives way to a change. Thread-safe; never waits.
 */
final class StoreTurns {

    /*
     * Infinispan clears the private store of a member that joins while it adds the member's segments. Its file store
     * locks itself for each, waits for the lock in a thread of the pool that the holder of the lock needs to go on, and
     * that pool has one thread for sixteen segments: with fewer than 32 both wait for ever, and the member never joins.
     * Listing the keys takes that lock too, and makes it likely that the others have to wait.
     */
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);
    private @Nullable Listing listing;

    /** Runs {@code change} when all that was asked for before is over; a listing being made is stopped. */
    <T> CompletionStage<T> change(Supplier<? extends CompletionStage<T>> change) {
        Listing stopped;
        CompletionStage<?> before;
        CompletableFuture<Object> over = new CompletableFuture<>();
        synchronized (this) {
            stopped = listing;
            before = last;
            last = over;
        }
        if (stopped != null) {
            stopped.stop();
        }
        CompletionStage<T> changed = before.thenCompose(nothing -> change.get());
        return changed.whenComplete((done, failure) -> over.complete(this));
    }

    /**
     * Runs {@code made} when all that was asked for before is over. The stage it is told to stop by is complete as soon as
     * a change is asked for; it may be complete from the start.
     */
    CompletionStage<Void> list(Listing made) {
        CompletionStage<?> before;
        CompletableFuture<Object> over = new CompletableFuture<>();
        synchronized (this) {
            before = last;
            last = over;
            listing = made;
        }
        return before.thenCompose(nothing -> made.start()).whenComplete((done, failure) -> {
            synchronized (this) {
                if (listing == made) {
                    listing = null;
                }
            }
            over.complete(this);
        });
    }

    /** A run over all keys of the store that can be stopped. */
    interface Listing {

        /** Begins; the stage is complete when it is over, or has stopped. */
        CompletionStage<Void> start();

        /** Stops as soon as possible, before it has begun too. */
        void stop();
    }
}
