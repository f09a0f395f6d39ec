package io.spandrel.eviction;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One entry leaving its map: announced under the map's lock, completed without it. */
final class Departure<K, V> implements BiFunction<K, PolicyEntry, @Nullable PolicyEntry> {

    private final PolicyEntry victim;
    private final EvictionEvents<? super K, ? super V> events;
    private @Nullable Runnable completion;
    private @Nullable RuntimeException refusal;

    Departure(PolicyEntry victim, EvictionEvents<? super K, ? super V> events) {
        this.victim = victim;
        this.events = events;
    }

    /* The policy has forgotten the victim, so it leaves even if the listener throws. */
    @Override
    public @Nullable PolicyEntry apply(K key, PolicyEntry present) {
        if (present != victim) {
            return present;
        }
        try {
            completion = events.evicting(key, BoundedMap.valueOf(present));
        } catch (RuntimeException e) {
            refusal = e;
        }
        return null;
    }

    /** Returns whether the victim has left, after the listener was told; throws what the listener threw. */
    boolean complete() {
        if (refusal != null) {
            throw refusal;
        }
        if (completion == null) {
            return false;
        }
        completion.run();
        return true;
    }
}
