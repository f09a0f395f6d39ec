package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentEvictionsTest {

    private final RecentEvictions evictions = new RecentEvictions();
    private long number;

    @Test
    void missed_keyJustEvicted_isPremature_once() {
        evictions.evicted("key", ++number, 10);

        evictions.missed("key", number, 10);
        evictions.missed("key", number, 10);
        evictions.missed("other", number, 10);

        assertThat(evictions.premature()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "10, 1", "11, 0"})
    void missed_afterFurtherEvictions_isPrematureUpToAsManyAsThereAreEntries(int further, int premature) {
        evictions.evicted("key", ++number, 10);
        IntStream.range(0, further).forEach(i -> evictions.evicted("further-" + i, ++number, 10));

        evictions.missed("key", number, 10);

        assertThat(evictions.premature()).isEqualTo(premature);
    }

    @Test
    void missed_keyWrittenMeanwhile_isNot() {
        evictions.evicted("key", ++number, 10);
        evictions.written("other");
        evictions.written("key");

        evictions.missed("key", number, 10);

        assertThat(evictions.premature()).isZero();
    }

    @Test
    void missed_afterClear_isNot() {
        evictions.evicted("key", ++number, 10);
        evictions.cleared();

        evictions.missed("key", number, 10);

        assertThat(evictions.premature()).isZero();
    }

    /** Against a list of all evicted keys that is as long as the cache: small caches are counted, large ones estimated. */
    @ParameterizedTest
    @CsvSource({"1, 100, 0.04", "2, 512, 0.06", "3, 3000, 0.15", "4, 50000, 0.15", "5, 100000, 0.15"})
    void premature_randomReads_isThatOfAnExactList(long seed, int entries, double error) {
        SplittableRandom random = new SplittableRandom(seed);
        LinkedHashSet<Integer> held = new LinkedHashSet<>();
        Map<Integer, Long> ghosts = new HashMap<>();
        long exact = 0;
        for (int i = 0; i < 20 * entries; i++) {
            int key = (int) (Math.pow(random.nextDouble(), 2) * 4 * entries);
            if (held.contains(key)) {
                continue;
            }
            evictions.missed(key, number, entries);
            Long evicted = ghosts.remove(key);
            exact += evicted != null && number - evicted <= entries ? 1 : 0;
            evictions.written(key);
            held.add(key);
            if (held.size() > entries) {
                int victim = held.iterator().next();
                held.remove(victim);
                evictions.evicted(victim, ++number, entries);
                ghosts.put(victim, number);
            }
        }

        assertThat(exact).isGreaterThan(entries);
        assertThat((double) evictions.premature()).isCloseTo(exact, within(error * exact));
    }
}
