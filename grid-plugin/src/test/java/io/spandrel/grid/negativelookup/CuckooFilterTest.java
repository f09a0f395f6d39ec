package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter by itself, in one thread, against what it should hold. */
class CuckooFilterTest {

    private static final double RATE = 0.002;

    private CuckooFilter filter = new CuckooFilter(RATE, 1_000, 1);

    @AfterEach
    void filter_afterEachTest_isWhole() {
        filter.checkInvariants();
    }

    @Test
    void filter_withTheKeysExpected_isFullSmallAndPrecise() {
        int keys = 100_000;
        filter = new CuckooFilter(RATE, keys, 7);
        new SplittableRandom(1).longs(keys).forEach(filter::add);

        assertThat(filter.tables()).isOne();
        assertThat(filter.load()).isGreaterThanOrEqualTo(0.95);
        assertThat(filter.bitsPerKey()).isLessThanOrEqualTo(12.6);
        assertThat(falsePositives(2_000_000) / 2e6).isLessThanOrEqualTo(0.002);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 4", "0.01, 10", "0.002, 12", "0.0001, 17", "0.00000001, 30", "0.000000001, 32"})
    void fingerprints_ofEveryWidth_areAsPreciseAsWanted(double rate, int bits) {
        filter = new CuckooFilter(rate, 20_000, 3);
        new SplittableRandom(2).longs(20_000).forEach(filter::add);

        assertThat(filter.bitsPerEntry()).isEqualTo(bits);
        assertThat(new SplittableRandom(2).longs(20_000)).allMatch(filter::mayContain);
        assertThat(falsePositives(500_000) / 5e5).isLessThanOrEqualTo(rate * 1.1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void operations_atRandom_neverLoseAKey(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        filter = new CuckooFilter(0.03, 100, seed);
        Map<Long, Integer> model = new HashMap<>();
        List<Long> held = new ArrayList<>();
        for (int i = 0; i < 500_000; i++) {
            boolean growing = i / 50_000 % 2 == 0;
            if (held.isEmpty() || random.nextInt(10) < (growing ? 6 : 4)) {
                long hash = random.nextInt(50) == 0 && !held.isEmpty()
                        ? held.get(random.nextInt(held.size()))
                        : random.nextLong();
                filter.add(hash);
                model.merge(hash, 1, Integer::sum);
                held.add(hash);
            } else {
                long hash = swapOut(held, random.nextInt(held.size()));
                assertThat(filter.remove(hash)).isTrue();
                model.compute(hash, (same, times) -> times == 1 ? null : times - 1);
            }
            if (!held.isEmpty() && !filter.mayContain(held.get(random.nextInt(held.size())))) {
                throw new AssertionError("lost a key at step " + i + " of seed " + seed + ": " + filter);
            }
            if (i % 50_000 == 49_999) {
                assertThat(model.keySet()).allMatch(filter::mayContain);
                assertThat(filter.size()).isEqualTo(held.size());
                filter.checkInvariants();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500, 1_000, 20_000})
    void expectedFalsePositives_howeverFull_areWhatComesTrue(int keys) {
        filter = new CuckooFilter(0.02, 1_000, 9);
        new SplittableRandom(4).longs(keys).forEach(filter::add);

        double measured = falsePositives(1_000_000) / 1e6;

        assertThat(filter.expectedFalsePositives()).isCloseTo(measured, within(measured / 10 + 1e-5));
        assertThat(filter.slotsUsed()).isBetween(keys * 9L / 10, (long) keys);
        assertThat(filter.load()).isEqualTo((double) filter.slotsUsed() / filter.slots());
    }

    @Test
    void growth_farBeyondTheKeysExpected_keepsEveryKeyAndTwiceTheRateAtMost() {
        filter = new CuckooFilter(RATE, 1_000, 5);
        new SplittableRandom(3).longs(100_000).forEach(filter::add);

        assertThat(filter.tables()).isBetween(2, 10);
        assertThat(filter.rebuildDue()).isTrue();
        assertThat(new SplittableRandom(3).longs(100_000)).allMatch(filter::mayContain);
        assertThat(falsePositives(1_000_000) / 1e6).isLessThanOrEqualTo(2.5 * RATE);
    }

    @Test
    void memoryBytes_nothingAddedYet_isNothingWhateverTheRoom() {
        filter = new CuckooFilter(RATE, 1_000_000, 1);

        assertThat(filter.memoryBytes()).isZero();
        assertThat(filter.mayContain(42)).isFalse();
        assertThat(filter.load()).isZero();
        assertThat(CuckooFilter.of(filter.state()).mayContain(42)).isFalse();

        filter.add(42);

        assertThat(filter.mayContain(42)).isTrue();
        assertThat(filter.slots()).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void add_sameHashAThousandTimes_needsAsManyRemovals() {
        for (int i = 0; i < 1_000; i++) {
            filter.add(42);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(filter.mayContain(42)).isTrue();
            assertThat(filter.remove(42)).isTrue();
        }

        assertThat(filter.mayContain(42)).isFalse();
        assertThat(filter.size()).isZero();
        assertThat(filter.tables()).isOne();
        assertThat(filter.remove(42)).isFalse();
    }

    @Test
    void remove_everythingThatWasAddedToOneTable_leavesNothing() {
        new SplittableRandom(4).longs(900).forEach(filter::add);
        new SplittableRandom(4).longs(900).forEach(filter::remove);

        assertThat(filter.size()).isZero();
        assertThat(filter.load()).isZero();
        assertThat(falsePositives(10_000)).isZero();
    }

    @Test
    void remove_keyThatMayBeInTwoTables_leaksRatherThanLosesOne() {
        filter = new CuckooFilter(0.5, 64, 9);
        List<Long> keys = new SplittableRandom(5).longs(1_000).boxed().toList();
        keys.forEach(filter::add);
        keys.subList(0, 700).forEach(filter::remove);

        assertThat(filter.leaked()).isPositive();
        assertThat(keys.subList(700, 1_000)).allMatch(filter::mayContain);
        assertThat(filter.size()).isEqualTo(300);
    }

    @Test
    void clear_fullFilter_isAsNew() {
        long[] hashes = new SplittableRandom(6).longs(10_000).toArray();
        for (long hash : hashes) {
            filter.add(hash);
        }
        filter.clear();

        assertThat(filter.size()).isZero();
        assertThat(filter.tables()).isZero();
        assertThat(Arrays.stream(hashes)).noneMatch(filter::mayContain);
    }

    @Test
    void addAll_otherFilterOfTheSameSeed_holdsBoth() {
        CuckooFilter other = new CuckooFilter(RATE, 5_000, 1);
        new SplittableRandom(7).longs(5_000).forEach(other::add);
        new SplittableRandom(8).longs(900).forEach(filter::add);

        filter.addAll(other.state());

        assertThat(filter.size()).isEqualTo(5_900);
        assertThat(new SplittableRandom(7).longs(5_000)).allMatch(filter::mayContain);
        assertThat(new SplittableRandom(8).longs(900)).allMatch(filter::mayContain);
    }

    @Test
    void addAll_otherSeed_isRefused() {
        FilterState other = new CuckooFilter(RATE, 10, 2).state();

        assertThatThrownBy(() -> filter.addAll(other))
                .isInstanceOf(BrokenFilterException.class)
                .hasMessageContaining("seed is 2, must be 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void rate_outOfRange_isRefused(double rate) {
        assertThatThrownBy(() -> new CuckooFilter(rate, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("falsePositiveRate must be above 0 and below 1");
    }

    /** How many of so many hashes that were never added, but by a chance of one in 2^40, it says "perhaps" of. */
    private double falsePositives(int probes) {
        return new SplittableRandom(-1).longs(probes).filter(filter::mayContain).count();
    }

    private static long swapOut(List<Long> list, int index) {
        long last = list.remove(list.size() - 1);
        return index == list.size() ? last : list.set(index, last);
    }
}
