package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplingBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private final SamplingBudget budget = new SamplingBudget(1000, 500, 0);

    @Test
    void spend_lessThanItEarns_neverEmptiesIt() {
        for (int tenth = 1; tenth < 1000; tenth++) {
            budget.spend(90, tenth * SECOND / 10);

            assertThat(budget.isSpent()).isFalse();
        }
    }

    @Test
    void spend_moreThanItEarns_emptiesIt() {
        budget.spend(100, 0);
        assertThat(budget.share()).isCloseTo(0.8, within(1e-9));

        budget.spend(600, SECOND / 10);

        assertThat(budget.isSpent()).isTrue();
        assertThat(budget.share()).isZero();
    }

    @Test
    void nanosToEarn_units_isTheirTimeAtTheSteadyRate() {
        assertThat(budget.nanosToEarn(250)).isCloseTo(SECOND / 4.0, within(1.0));
    }

    @Test
    void spend_longIdle_earnsNoMoreThanFits() {
        budget.spend(500, 3600 * SECOND);

        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void spend_unlimited_staysFull() {
        SamplingBudget unlimited = new SamplingBudget(Long.MAX_VALUE, 1, 0);

        unlimited.spend(1e18, 0);

        assertThat(unlimited.isSpent()).isFalse();
        assertThat(unlimited.share()).isEqualTo(1);
    }
}
