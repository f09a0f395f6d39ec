package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides which of the writes stays that two sides of a partition have made of a key. Thread-safe. */
public interface ConflictDecisions {

    /** Decides about a key of which this primary has the lock. Fails if a resolver has to be asked about a value that is lost. */
    CompletionStage<Decision> decide(Object key, KeyRead.Found found);

    /**
     * What was decided about a key.
     *
     * @param chosen what is to be written to all owners, under a version newer than all they have; null: the newest of what they
     *     have stays
     * @param done to be told when that has been done
     */
    record Decision(@Nullable Copy chosen, Supplier<CompletionStage<Void>> done) {}
}
