package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.ChoiceSnapshot;
import io.spandrel.eviction.CurveSnapshot;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running cache's bound on this member: its figures, and the hands on it. Thread-safe. */
public interface EvictionHandle extends AutoCloseable {

    /** Name of the policy in force; {@code lru} after another has failed. */
    String policyName();

    /** Whether the bound counts bytes; otherwise it counts entries. */
    boolean inBytes();

    /** The bound, in entries or bytes. */
    long bound();

    /** What is held now, in the bound's unit. */
    long size();

    /** Entries held now. */
    long entries();

    /** Entries evicted since the cache started here. */
    long evictions();

    /**
     * How many of the evictions were of a key that a read asked for, in vain, before as many further entries were evicted as are
     * held; an estimate above 512 entries.
     */
    long prematureEvictions();

    /** Times a policy misbehaved and was replaced. */
    long policyFailures();

    /** What the hit ratio would be with other bounds; null: no curve is kept. */
    @Nullable
    CurveSnapshot curve();

    /** What the policy {@code auto} has chosen and why; null: it is not in force. Takes no lock. */
    @Nullable
    ChoiceSnapshot choice();

    /**
     * Tells {@code told} of each change that {@code auto} makes from now on.
     *
     * @param told called under the eviction lock: it must be quick, not throw and not touch the cache
     */
    void onSwitch(Consumer<ChoiceSnapshot.Switch> told);

    /** Brings the cache within its bound in the background, without blocking; completes with the entries evicted. */
    CompletionStage<Long> evictNow();

    /** Changes the bound, and evicts what is too much before returning; 1 or more. */
    void resize(long bound);

    /**
     * Stops the background cycle; to be called when the cache begins to stop. The bound stays in force, and entries can
     * be read, as a cache that passivates them does while it stops.
     */
    @Override
    void close();

    /** Lets go of all entries; to be called once the cache has stopped, after {@link #close}. */
    void release();
}
