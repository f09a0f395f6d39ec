package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveTallyTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private final CurveTally tally = new CurveTally();

    private void count(int hits, int misses) {
        tally.distances().add(10, hits);
        tally.distances().addBeyond(misses);
        tally.count(hits, misses, 0);
    }

    @Test
    void close_afterReadsNobodyCounted_letsTheBurstStandForThem() {
        count(100, 0);
        tally.close();
        tally.skip(900);
        count(0, 100);
        tally.close();

        assertThat(tally.reads()).isCloseTo(1100, EXACTLY);
        assertThat(tally.hitRatio()).isCloseTo(100 / 1100.0, EXACTLY);
        assertThat(tally.missesAt(10)).isCloseTo(1000, EXACTLY);
        assertThat(tally.missesAt(9)).isCloseTo(1100, EXACTLY);
    }

    @Test
    void hitRatio_burstNotOverYet_countsItOnce() {
        tally.skip(1_000_000);
        count(1, 1);

        assertThat(tally.reads()).isEqualTo(2);
        assertThat(tally.missesAt(10)).isEqualTo(1);
    }

    @Test
    void close_nothingCounted_waitsForReadsThatAre() {
        tally.skip(10);
        tally.close();
        assertThat(tally.reads()).isZero();

        count(10, 0);
        tally.close();

        assertThat(tally.reads()).isCloseTo(20, EXACTLY);
    }

    @Test
    void close_fewCountedForVeryMany_isLimited() {
        tally.skip(1e9);
        count(1, 0);
        tally.close();

        assertThat(tally.reads()).isLessThan(1000);
    }

    @Test
    void measured_readsLost_areLeftOut() {
        count(60, 20);
        tally.count(20, 0, 20);
        tally.close();

        assertThat(tally.measured()).isCloseTo(80, EXACTLY);
        assertThat(tally.hitRatio()).isCloseTo(0.8, EXACTLY);
    }

    @Test
    void fade_half_keepsTheRatios() {
        count(75, 25);

        tally.fade(0.5);

        assertThat(tally.reads()).isCloseTo(50, EXACTLY);
        assertThat(tally.hitRatio()).isCloseTo(0.75, EXACTLY);
        assertThat(tally.missesAt(10)).isCloseTo(12.5, EXACTLY);
    }

    @Test
    void clear_all_isEmpty() {
        count(75, 25);
        tally.close();
        count(1, 1);

        tally.clear();

        assertThat(tally.reads()).isZero();
        assertThat(tally.hitRatio()).isZero();
        assertThat(tally.missesAt(1)).isZero();
    }
}
