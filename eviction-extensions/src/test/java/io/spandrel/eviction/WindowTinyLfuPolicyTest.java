package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowTinyLfuPolicyTest {

    @Test
    void victim_scan_leavesWhatWasUsedMoreOften() {
        PolicyCache cache = cache(100);
        for (int round = 0; round < 3; round++) {
            for (long key = 0; key < 99; key++) {
                cache.request(key);
            }
        }

        for (long key = 1000; key < 1200; key++) {
            cache.request(key);
        }

        assertThat(cache.keys()).contains(1199L); // the window's only place
        assertThat(cache.keys()).filteredOn(key -> key < 99).hasSize(99);
    }

    @Test
    void victim_candidateUsedMoreOften_takesThePlaceOfTheVictim() {
        PolicyCache cache = cache(10); // a window of one
        for (long key = 0; key < 10; key++) {
            cache.request(key);
        }
        cache.request(20);
        cache.request(20);

        cache.request(21); // 20 falls out of the window; 0 was used once, long ago

        assertThat(cache.keys()).contains(20L, 21L).doesNotContain(0L);
    }

    @Test
    void request_keysReturnSoonOrNever_windowGrows() {
        int capacity = 500;
        PolicyCache cache = cache(capacity);
        SplittableRandom random = new SplittableRandom(5);
        int returns = 0;
        int hits = 0;

        for (int i = 0; i < 600_000; i++) {
            cache.request(i);
            boolean hit = cache.request(i - random.nextInt(1, capacity / 4));
            if (i > 400_000) {
                returns++;
                hits += hit ? 1 : 0;
            }
        }

        assertThat((double) hits / returns).isGreaterThan(0.9); // a window of 1 % alone would hold one in twenty
    }

    private static PolicyCache cache(int capacity) {
        return new PolicyCache(new WindowTinyLfuPolicy(PolicySettings.of(capacity)), capacity);
    }
}
