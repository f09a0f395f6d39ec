package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sends the same random operations to a policy and to its naive counterpart, and compares every victim. */
final class PolicyComparison {

    private static final int OPERATIONS = 20_000;

    private final PolicyCache cache;
    private final NaivePolicy naive;
    private final boolean weighted;
    private final Map<Long, Integer> weights = new HashMap<>();
    private long capacity;

    PolicyComparison(PolicyCache cache, NaivePolicy naive, long capacity, boolean weighted) {
        this.cache = cache;
        this.naive = naive;
        this.capacity = capacity;
        this.weighted = weighted;
    }

    void run(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            long key = Math.round(Math.abs(random.nextGaussian()) * capacity);
            int weight = weighted ? 1 + random.nextInt((int) Math.min(5, capacity)) : 1;
            String operation = "seed " + seed + ", operation " + i + ", key " + key;
            int dice = random.nextInt(1000);
            if (dice < 10) {
                remove(key);
            } else if (dice < 50) {
                assertThat(cache.weigh(key, weight)).as(operation).isEqualTo(write(key, weight));
            } else if (dice < 52) {
                capacity = 5 + random.nextInt(30);
                assertThat(cache.resize(capacity)).as(operation).isEqualTo(resize());
            } else {
                readThrough(key, weight, operation);
            }
        }
    }

    private void readThrough(long key, int weight, String operation) {
        boolean hit = weights.containsKey(key);
        assertThat(cache.read(key)).as(operation).isEqualTo(hit);
        if (hit) {
            naive.hit(key);
        } else {
            assertThat(cache.weigh(key, weight)).as(operation).isEqualTo(write(key, weight));
        }
    }

    private void remove(long key) {
        cache.remove(key);
        if (weights.remove(key) != null) {
            naive.remove(key);
        }
    }

    private List<Long> write(long key, int weight) {
        if (weights.put(key, weight) == null) {
            naive.insert(key, weight);
        } else {
            naive.update(key, weight);
        }
        return evict();
    }

    private List<Long> resize() {
        naive.resize(capacity);
        return evict();
    }

    private List<Long> evict() {
        List<Long> evicted = new ArrayList<>();
        while (weights.values().stream().mapToLong(Integer::longValue).sum() > capacity) {
            long victim = naive.victim();
            weights.remove(victim);
            evicted.add(victim);
        }
        return evicted;
    }
}
