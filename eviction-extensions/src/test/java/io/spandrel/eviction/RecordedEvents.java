package io.spandrel.eviction;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what an evictor reports. */
final class RecordedEvents<K, V> implements EvictionEvents<K, V> {

    final List<K> evicted = new CopyOnWriteArrayList<>();
    final List<K> completed = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    static <K, V> EvictionEvents<K, V> ignored() {
        return new EvictionEvents<>() {
            @Override
            public Runnable evicting(K key, V value) {
                return () -> {};
            }

            @Override
            public void policyFailed(String policy, Throwable cause) {
                throw new AssertionError(policy, cause);
            }
        };
    }

    @Override
    public Runnable evicting(K key, V value) {
        evicted.add(key);
        return () -> completed.add(key);
    }

    @Override
    public void policyFailed(String policy, Throwable cause) {
        failures.add(policy + ": " + cause.getMessage());
    }
}
