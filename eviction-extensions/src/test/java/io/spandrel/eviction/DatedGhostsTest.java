package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatedGhostsTest {

    private final DatedGhosts ghosts = new DatedGhosts();

    @Test
    void timeOf_unknown_none() {
        ghosts.add(1, 1, 5);

        assertThat(ghosts.timeOf(2)).isEqualTo(DatedGhosts.NONE);
        assertThat(ghosts.remove(2)).isZero();
    }

    @Test
    void removeOldest_youngerOnesRecalled_takesTheNextOldest() {
        ghosts.add(1, 10, 5);
        ghosts.add(2, 20, 6);
        ghosts.add(3, 30, 6);
        ghosts.remove(2);

        assertThat(ghosts.removeOldest()).isEqualTo(10);
        assertThat(ghosts.oldestTime()).isEqualTo(6);
        assertThat(ghosts.removeOldest()).isEqualTo(30);
        assertThat(ghosts.removeOldest()).isZero();
        assertThat(ghosts.oldestTime()).isEqualTo(DatedGhosts.NONE);
    }

    @Test
    void add_beforeTheYoungest_refused() {
        ghosts.add(1, 1, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ghosts.add(2, 1, 4))
                .withMessage("time 4 is before 5");
    }

    @Test
    void anyOperation_randomly_equalsAMap() {
        Map<Integer, Integer> weights = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(7);

        for (int time = 0; time < 50_000; time++) {
            int hash = random.nextInt(300) * (1 << 20); // low bits equal: long probes in the table
            int size = 20 + time / 100; // grows, so that the ring does too
            if (random.nextInt(3) > 0) {
                weights.remove(hash);
                weights.put(hash, 1 + hash % 7);
                ghosts.add(hash, 1 + hash % 7, time);
            } else {
                Integer weight = weights.remove(hash);
                assertThat(ghosts.remove(hash)).isEqualTo(weight == null ? 0 : weight);
            }
            while (weights.size() > size) {
                weights.remove(weights.keySet().iterator().next());
                ghosts.removeOldest();
            }
            assertThat(ghosts.size()).isEqualTo(weights.size());
            if (time % 100 == 0) {
                ghosts.checkInvariants();
                weights.keySet()
                        .forEach(known -> assertThat(ghosts.timeOf(known)).isNotNegative());
            }
        }
        assertThat(ghosts.weight())
                .isEqualTo(weights.values().stream().mapToInt(Integer::intValue).sum());
    }
}
