package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CawolfuPolicyTest {

    private final CawolfuPolicy policy = new CawolfuPolicy();
    private final PolicyCache cache = cache(policy, 3);

    @Test
    void victim_differentReads_isTheLeastRead() {
        cache.write(1, 2, 3);
        cache.hit(1, 1, 3);

        assertThat(cache.write(4)).containsExactly(2L);
    }

    @Test
    void write_presentEntry_neitherCountsNorMoves() {
        cache.write(1, 2, 3);
        cache.write(1, 1, 1);

        assertThat(cache.write(4)).containsExactly(1L);
    }

    @Test
    void touch_always_notesAndAsksForNothing() {
        assertThat(policy.newEntry().touch()).isFalse();
    }

    @Test
    void victim_allRead_booksThemAndEvictsTheLeastRead() {
        cache.write(1, 2, 3);
        cache.hit(1, 1, 1, 2, 3, 3);

        assertThat(cache.write(4)).containsExactly(2L);
    }

    @Test
    void victim_moreReadEntriesThanABatch_looksAtNoMoreThanThat() {
        CawolfuPolicy large = new CawolfuPolicy();
        PolicyCache crowded = cache(large, 100);
        for (long key = 0; key < 100; key++) {
            crowded.write(key);
            crowded.hit(key);
        }

        assertThat(crowded.write(100)).containsExactly(64L);
    }

    @Test
    void victim_formerFavourite_agesAndLeaves() {
        cache.write(1, 2, 3);
        for (int i = 0; i < 100; i++) {
            cache.hit(1);
        }

        long key = 4;
        while (cache.contains(1) && key < 1000) {
            cache.write(key);
            cache.hit(key++);
        }

        assertThat(key).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25, 100})
    void victims_randomOperations_equalTheDefinition(long capacity) {
        for (long seed = 1; seed <= 3; seed++) {
            new PolicyComparison(cache(new CawolfuPolicy(), capacity), new Naive(), capacity, seed == 3).run(seed);
        }
    }

    private static PolicyCache cache(CawolfuPolicy policy, long capacity) {
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** Booked counts in order of booking, and reads noted since. */
    private static final class Naive implements NaivePolicy {
        private final Map<Long, Integer> booked = new LinkedHashMap<>();
        private final Map<Long, Integer> noted = new HashMap<>();
        private long newest = -1;
        private int evictions;

        @Override
        public void insert(long key, int weight) {
            booked.put(key, 1);
            newest = key;
        }

        @Override
        public void hit(long key) {
            noted.merge(key, 1, Integer::sum);
        }

        @Override
        public void update(long key, int weight) {
            // a write tells nothing
        }

        @Override
        public void remove(long key) {
            booked.remove(key);
            noted.remove(key);
            newest = newest == key ? -1 : newest;
        }

        @Override
        public long victim() {
            long victim = first();
            for (int moves = 0; moves < 64 && noted.containsKey(victim); moves++) {
                int reads = Math.min(63, booked.remove(victim) + Math.min(63, noted.remove(victim)));
                booked.put(victim, reads);
                victim = first();
            }
            remove(victim);
            if (++evictions >= booked.size()) {
                evictions = 0;
                halve();
            }
            return victim;
        }

        private long first() {
            return booked.entrySet().stream()
                    .filter(entry -> entry.getKey() != newest)
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(newest);
        }

        private void halve() {
            Map<Long, Integer> before = new LinkedHashMap<>(booked);
            booked.clear();
            before.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(entry -> booked.put(entry.getKey(), entry.getValue() / 2));
        }
    }
}
