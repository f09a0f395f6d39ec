package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoPolicyTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000}) // in full, and by a sample
    void request_loop_leavesLruForAPolicyThatResistsIt(int capacity) {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), List.of("lru", "clock-pro"));
        PolicyCache cache = new PolicyCache(policy, capacity);
        int loop = capacity * 5 / 4;

        for (int i = 0; i < 20 * loop; i++) {
            cache.request(i % loop);
        }
        int hits = 0;
        for (int i = 0; i < loop; i++) {
            hits += cache.request(i) ? 1 : 0;
        }

        assertThat((double) hits / loop).isCloseTo(0.8, within(0.05)); // LRU has none
    }

    @Test
    void request_workloadChanges_followsIt() {
        int capacity = 200;
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            cache.request(i % 250);
        }

        int hits = 0;
        int returns = 0;
        for (int i = 1_000; i < 101_000; i++) {
            cache.request(i);
            boolean hit = cache.request(i - random.nextInt(1, 80)); // only recency counts now
            if (i > 60_000) {
                returns++;
                hits += hit ? 1 : 0;
            }
        }

        assertThat((double) hits / returns).isGreaterThan(0.98);
    }

    @Test
    void change_always_keepsTheEntries() {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(100), List.of("lru", "lirs"));
        PolicyCache cache = new PolicyCache(policy, 100);

        for (int i = 0; i < 10_000; i++) {
            cache.request(i % 120);
            assertThat(cache.keys()).hasSize(Math.min(100, i + 1)); // LIRS runs from some request on
        }
    }

    @Test
    void request_largeCache_samplesAtMost1024Keys() {
        int capacity = 50_000;
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);

        for (int i = 0; i < 60_000; i++) {
            cache.request(i);
            if (i % 1_000 == 0) {
                policy.checkInvariants();
            }
        }
    }

    @Test
    void find_unknownCandidate_refusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvictionPolicies.find(
                        "auto", List.of("lru", "belady"), getClass().getClassLoader()))
                .withMessage(
                        "eviction.candidates must be some of arc, clock-pro, lirs, lru, w-tinylfu, was lru, belady");
    }
}
