package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LfuPolicyTest {

    private final LfuPolicy policy = new LfuPolicy();
    private final PolicyCache cache = cache(policy, 3);

    @Test
    void victim_differentUses_isTheLeastUsed() {
        cache.write(1, 2, 3);
        cache.hit(1, 1, 3, 2, 3);

        assertThat(cache.write(4)).containsExactly(2L);
        assertThat(cache.write(5)).containsExactly(4L);
        assertThat(cache.drain()).containsExactly(1L, 3L, 5L);
    }

    @Test
    void victim_equalUses_isTheLeastRecentlyUsed() {
        cache.write(1, 2, 3);
        cache.hit(2, 1, 3);

        assertThat(cache.write(4)).containsExactly(2L);
    }

    @Test
    void write_presentEntry_countsAsUse() {
        cache.write(1, 2, 3);
        cache.write(1);

        assertThat(cache.write(4)).containsExactly(2L);
    }

    @Test
    void hit_formerFavourite_agesAndLeaves() {
        cache.write(1, 2, 3);
        for (int i = 0; i < 100; i++) {
            cache.hit(1);
        }
        for (int i = 0; i < 30; i++) {
            cache.hit(2, 3);
        }

        assertThat(cache.write(4)).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25})
    void victims_randomOperations_equalTheDefinition(long capacity) {
        for (long seed = 1; seed <= 3; seed++) {
            new PolicyComparison(cache(new LfuPolicy(), capacity), new Naive(), capacity, seed == 3).run(seed);
        }
    }

    private static PolicyCache cache(LfuPolicy policy, long capacity) {
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** Counts in order of last use; the first of the lowest leaves. */
    private static final class Naive implements NaivePolicy {
        private final Map<Long, Integer> counts = new LinkedHashMap<>();
        private long newest = -1;
        private long uses;

        @Override
        public void insert(long key, int weight) {
            counts.put(key, 1);
            newest = key;
            uses++;
        }

        @Override
        public void hit(long key) {
            int count = counts.remove(key);
            counts.put(key, Math.min(63, count + 1));
            uses++;
            if (uses > 4L * counts.size()) {
                halve();
            }
        }

        /** Entries that become equal stand in order of their count before, and then of their last use. */
        private void halve() {
            Map<Long, Integer> before = new LinkedHashMap<>(counts);
            counts.clear();
            before.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue() / 2));
            uses = counts.values().stream().mapToLong(Integer::longValue).sum();
        }

        @Override
        public void update(long key, int weight) {
            hit(key);
        }

        @Override
        public void remove(long key) {
            uses -= counts.remove(key);
            newest = newest == key ? -1 : newest;
        }

        @Override
        public long victim() {
            long victim = counts.entrySet().stream()
                    .filter(entry -> entry.getKey() != newest)
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(newest);
            remove(victim);
            return victim;
        }
    }
}
