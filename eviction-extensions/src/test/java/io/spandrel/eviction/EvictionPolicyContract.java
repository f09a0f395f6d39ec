package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every policy has to do, whatever it prefers to keep. Extend it and return a policy to check it.
 */
abstract class EvictionPolicyContract {

    private static final long SEED = Long.getLong("spandrel.test.seed", System.nanoTime());

    /** The policy to check. */
    abstract EvictionPolicyFactory factory();

    /** Checks what only the policy itself can see; called after each step. */
    void checkInvariants(EvictionPolicy<?> policy) {}

    @Test
    void name_ofPolicy_isLowerCaseWithoutSpaces() {
        assertThat(factory().name()).matches("[a-z0-9][-.a-z0-9]*");
    }

    @Test
    void newEntry_always_isBlankAndOfOneClass() {
        Driver driver = new Driver(10);

        PolicyEntry first = driver.policy.newEntry();
        PolicyEntry second = driver.policy.newEntry();

        assertThat(first).isNotSameAs(second).hasSameClassAs(second);
        assertThat(first.key()).isNull();
    }

    @Test
    void victim_emptyPolicy_isNone() {
        assertThat(new Driver(10).policy.victim()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 10, 11, 100})
    void victim_untilEmpty_namesEachEntryOnce(int capacity) {
        Driver driver = new Driver(capacity);
        IntStream.range(0, capacity).forEach(driver::request);

        Set<PolicyEntry> victims = new HashSet<>();
        for (int i = 0; i < capacity; i++) {
            PolicyEntry victim = driver.policy.victim();
            assertThat(victim).isNotNull();
            assertThat(victims.add(victim)).isTrue();
        }

        assertThat(driver.policy.victim()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 50})
    void events_atRandom_keepPolicyAndModelEqual(int capacity) {
        Driver driver = new Driver(capacity);
        Random random = new Random(SEED);

        for (int step = 0; step < 3_000; step++) {
            int key = (int) Math.abs(random.nextGaussian() * capacity);
            switch (random.nextInt(10)) {
                case 0 -> driver.remove(key);
                case 1 -> driver.update(key);
                case 2 -> {
                    if (random.nextInt(100) == 0) {
                        driver.resize(1 + random.nextInt(2 * capacity));
                    }
                }
                default -> driver.request(key);
            }
            checkInvariants(driver.policy);
        }

        assertThat(driver.drain()).as("seed %d", SEED).hasSize(driver.entries());
    }

    @Test
    void weights_atRandom_boundHolds() {
        Driver driver = new Driver(1_000);
        Random random = new Random(SEED);

        for (int step = 0; step < 3_000; step++) {
            driver.requestOfWeight(random.nextInt(200), 1 + random.nextInt(random.nextInt(10) == 0 ? 900 : 50));
            checkInvariants(driver.policy);
        }
    }

    @Test
    void sameEvents_twoPolicies_chooseTheSameVictims() {
        List<Object> first = victimsOfRun();
        List<Object> second = victimsOfRun();

        assertThat(first).isEqualTo(second).isNotEmpty();
    }

    private List<Object> victimsOfRun() {
        Driver driver = new Driver(20);
        Random random = new Random(42);
        for (int step = 0; step < 500; step++) {
            driver.request(random.nextInt(60));
        }
        return driver.victims;
    }

    /** Plays the cache's part: a map, and the events in the promised order. */
    final class Driver {

        final EvictionPolicy<PolicyEntry> policy;
        final List<Object> victims = new ArrayList<>();
        private final java.util.Map<Object, PolicyEntry> held = new java.util.HashMap<>();
        private long capacity;
        private long weight;

        @SuppressWarnings("unchecked")
        Driver(long capacity) {
            this.capacity = capacity;
            policy = (EvictionPolicy<PolicyEntry>) factory().create(PolicySettings.of(capacity));
        }

        /** Reads {@code key}, and loads it if it is missing; returns whether it was there. */
        boolean request(Object key) {
            PolicyEntry entry = held.get(key);
            if (entry == null) {
                insert(key, 1);
                return false;
            }
            if (entry.touch()) {
                policy.onHit(entry);
            }
            return true;
        }

        void requestOfWeight(Object key, int entryWeight) {
            PolicyEntry entry = held.get(key);
            if (entry == null) {
                insert(key, entryWeight);
            } else {
                int before = entry.weight;
                entry.weight = entryWeight;
                weight += entryWeight - before;
                policy.onUpdate(entry, before);
                makeRoom();
            }
        }

        void update(Object key) {
            PolicyEntry entry = held.get(key);
            if (entry != null) {
                policy.onUpdate(entry, entry.weight);
            }
        }

        void remove(Object key) {
            PolicyEntry entry = held.remove(key);
            if (entry != null) {
                policy.onRemove(entry);
                weight -= entry.weight;
            }
        }

        void resize(long newCapacity) {
            capacity = newCapacity;
            policy.onResize(newCapacity);
            makeRoom();
        }

        int entries() {
            return held.size();
        }

        Set<Object> keys() {
            return held.keySet();
        }

        List<Object> drain() {
            List<Object> order = new ArrayList<>();
            for (PolicyEntry entry = policy.victim(); entry != null; entry = policy.victim()) {
                order.add(entry.key());
            }
            while (policy.wantsMore()) {
                assertThat(policy.victim()).isNull();
            }
            return order;
        }

        private void insert(Object key, int entryWeight) {
            PolicyEntry entry = policy.newEntry();
            entry.key = key;
            entry.weight = entryWeight;
            held.put(key, entry);
            weight += entryWeight;
            policy.onInsert(entry);
            makeRoom();
        }

        private void makeRoom() {
            while (weight > capacity || policy.wantsMore()) {
                PolicyEntry victim = policy.victim();
                if (victim == null) {
                    assertThat(weight).isLessThanOrEqualTo(capacity);
                    return;
                }
                assertThat(held.remove(victim.key())).isSameAs(victim);
                weight -= victim.weight;
                victims.add(victim.key());
            }
        }
    }
}
