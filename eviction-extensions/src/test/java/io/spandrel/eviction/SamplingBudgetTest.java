package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplingBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private final SamplingBudget budget = new SamplingBudget(1000, 500, 0);

    @Test
    void watch_lessThanItEarns_neverStops() {
        for (int second = 1; second < 100; second++) {
            assertThat(budget.watch(900, 500, second * SECOND)).isTrue();
        }
    }

    @Test
    void watch_creditSpent_stopsUntilItEarnedABurst() {
        assertThat(budget.watch(500, 500, 0)).isFalse();

        assertThat(budget.watch(0, 500, SECOND / 4)).isFalse();
        assertThat(budget.watch(0, 500, SECOND / 2)).isTrue();
    }

    @Test
    void watch_largerBurstThanBefore_waitsForItsCredit() {
        assertThat(budget.watch(500, 500, 0)).isFalse();

        assertThat(budget.watch(0, 2000, SECOND)).isFalse();
        assertThat(budget.watch(0, 2000, 2 * SECOND)).isTrue();
    }

    @Test
    void watch_longIdle_earnsNoMoreThanABurst() {
        budget.watch(0, 500, 3600 * SECOND);

        assertThat(budget.watch(500, 500, 3600 * SECOND)).isFalse();
    }

    @Test
    void watch_unlimited_neverStops() {
        SamplingBudget unlimited = new SamplingBudget(Long.MAX_VALUE, 1, 0);

        assertThat(unlimited.watch(Long.MAX_VALUE, 1, 0)).isTrue();
    }
}
