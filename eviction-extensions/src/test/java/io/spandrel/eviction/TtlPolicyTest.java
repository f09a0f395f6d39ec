package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TtlPolicyTest {

    private final Map<Long, Long> deadlines = new HashMap<>();
    private final TtlPolicy policy = policy(deadlines);
    private final PolicyCache cache = cache(policy, 3);

    @Test
    void victim_deadlines_isTheNearest() {
        deadlines.putAll(Map.of(1L, 500L, 2L, 100L, 3L, 300L, 4L, 900L));

        cache.write(1, 2, 3);
        cache.hit(2, 2, 2);

        assertThat(cache.write(4)).containsExactly(2L);
        assertThat(cache.drain()).containsExactly(3L, 1L, 4L);
    }

    @Test
    void victim_noDeadline_leavesLastInOrderOfUse() {
        deadlines.put(3L, Long.MAX_VALUE - 1);

        cache.write(1, 2, 3);
        cache.hit(1);

        assertThat(cache.drain()).containsExactly(3L, 2L, 1L);
    }

    @Test
    void victim_equalDeadlines_isTheLeastRecentlyUsed() {
        deadlines.putAll(Map.of(1L, 100L, 2L, 100L, 3L, 100L));

        cache.write(1, 2, 3);
        cache.hit(1);

        assertThat(cache.drain()).containsExactly(2L, 3L, 1L);
    }

    @Test
    void write_newDeadline_counts() {
        deadlines.putAll(Map.of(1L, 100L, 2L, 200L));
        cache.write(1, 2);

        deadlines.put(1L, 300L);
        cache.write(1);

        assertThat(cache.drain()).containsExactly(2L, 1L);
    }

    @Test
    void hit_deadlineProlongedByUse_counts() {
        deadlines.putAll(Map.of(1L, 100L, 2L, 200L));
        cache.write(1, 2);

        deadlines.put(1L, 300L);
        cache.hit(1);

        assertThat(cache.drain()).containsExactly(2L, 1L);
    }

    @Test
    void put_mapWithDeadlinesOfItsValues_evictsTheNearest() {
        Bound<String, Long> bound = new Bound<>(
                EvictionPolicies.find("ttl", getClass().getClassLoader()),
                2,
                null,
                value -> value,
                Long.MAX_VALUE,
                0,
                Runnable::run);
        BoundedMap<String, Long> map = new BoundedMap<>(new Evictor<>(bound, RecordedEvents.ignored()));

        map.put("soon", 100L);
        map.put("never", -1L);
        map.put("later", 200L);

        assertThat(map.keySet()).containsExactlyInAnyOrder("never", "later");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25})
    void victims_randomOperations_equalTheDefinition(long capacity) {
        for (long key = 0; key < 10 * capacity; key++) {
            deadlines.put(key, key % 3 == 0 ? -1 : key * 31 % 7);
        }
        for (long seed = 1; seed <= 3; seed++) {
            new PolicyComparison(cache(policy(deadlines), capacity), new Naive(), capacity, seed == 3).run(seed);
        }
    }

    private static TtlPolicy policy(Map<Long, Long> deadlines) {
        return new TtlPolicy(new PolicySettings(1, 1, entry -> deadlines.getOrDefault((Long) entry.key(), -1L)));
    }

    private static PolicyCache cache(TtlPolicy policy, long capacity) {
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** Deadlines in order of last use; the first of the nearest leaves. */
    private final class Naive implements NaivePolicy {
        private final Map<Long, Long> byUse = new LinkedHashMap<>();

        @Override
        public void insert(long key, int weight) {
            long deadline = deadlines.getOrDefault(key, -1L);
            byUse.put(key, deadline < 0 ? Long.MAX_VALUE : deadline);
        }

        @Override
        public void hit(long key) {
            byUse.remove(key);
            insert(key, 1);
        }

        @Override
        public void update(long key, int weight) {
            hit(key);
        }

        @Override
        public void remove(long key) {
            byUse.remove(key);
        }

        @Override
        public long victim() {
            long victim = byUse.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            byUse.remove(victim);
            return victim;
        }
    }
}
