package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GhostQueueTest {

    @Test
    void remove_hashThatSharesItsLowBitsWithAnother_leavesThatOne() {
        GhostQueue ghosts = new GhostQueue(10);
        ghosts.add(1, 1);

        assertThat(ghosts.remove(1 << 20 | 1)).isFalse();
        assertThat(ghosts.remove(1)).isTrue();
        assertThat(ghosts.remove(1)).isFalse();
    }

    @Test
    void remove_hashThatSharesItsHighBitsWithAnother_leavesThatOne() {
        GhostQueue ghosts = new GhostQueue(10);
        ghosts.add(0x7fff0000, 1);
        ghosts.add(0x7fff0001, 1);

        assertThat(ghosts.remove(0x7fff0020)).isFalse();
        assertThat(ghosts.remove(0x7fff0001)).isTrue();
        assertThat(ghosts.size()).isEqualTo(1);
    }

    /** Hashes of equal low bits, of equal high bits, and spread ones; some are negative. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 1, 0x9e3779b9})
    void anyOperation_randomly_equalsAMap(int spread) {
        Map<Integer, Integer> weights = new LinkedHashMap<>();
        GhostQueue ghosts = new GhostQueue(0);
        SplittableRandom random = new SplittableRandom(7);

        for (int step = 0; step < 50_000; step++) {
            int hash = (random.nextInt(600) - 300) * spread;
            int weightMax = 20 + step / 50; // grows, so that the ring does too
            ghosts.resize(weightMax);
            if (random.nextInt(3) > 0) {
                int weight = 1 + (hash & 7);
                weights.remove(hash);
                weights.put(hash, weight);
                ghosts.add(hash, weight);
            } else {
                assertThat(ghosts.remove(hash)).isEqualTo(weights.remove(hash) != null);
            }
            while (weight(weights) > weightMax) {
                weights.remove(weights.keySet().iterator().next());
            }
            assertThat(ghosts.size()).isEqualTo(weights.size());
            if (step % 100 == 0) {
                ghosts.checkInvariants();
            }
        }
        assertThat(ghosts.weight()).isEqualTo(weight(weights));
        weights.keySet().forEach(known -> assertThat(ghosts.remove(known)).isTrue());
    }

    private static int weight(Map<Integer, Integer> weights) {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }
}
