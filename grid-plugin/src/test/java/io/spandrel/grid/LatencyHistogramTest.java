package io.spandrel.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.LatencyHistogram.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyHistogramTest {

    private static final LatencyHistogram HUNDRED =
            new LatencyHistogram(List.of(new Range(10, 50), new Range(20, 49), new Range(400, 1)), 390);

    @Test
    void quantiles_withoutCalls_areZero() {
        LatencyHistogram none = LatencyHistogram.EMPTY;

        assertThat(List.of(none.count(), none.p50Nanos(), none.p99Nanos(), none.p999Nanos(), none.maxNanos()))
                .containsOnly(0L);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 10", "0.5, 10", "0.501, 20", "0.99, 20", "0.991, 390", "1, 390"})
    void quantileNanos_isTheEndOfTheRangeThatTheShareEndsIn(double share, long nanos) {
        assertThat(HUNDRED.quantileNanos(share)).isEqualTo(nanos);
    }

    @Test
    void plus_addsTheCallsOfRangesAndKeepsTheLongest() {
        LatencyHistogram other = new LatencyHistogram(List.of(new Range(15, 2), new Range(20, 1)), 19);

        LatencyHistogram sum = HUNDRED.plus(other);

        assertThat(sum.ranges())
                .containsExactly(new Range(10, 50), new Range(15, 2), new Range(20, 50), new Range(400, 1));
        assertThat(sum.maxNanos()).isEqualTo(390);
        assertThat(sum).isEqualTo(other.plus(HUNDRED));
        assertThat(HUNDRED.plus(LatencyHistogram.EMPTY)).isEqualTo(HUNDRED);
    }

    /* The mean of both members' 99 % would be 520. */
    @Test
    void plus_ofAFastAndASlowMember_isNotTheMeanOfTheirQuantiles() {
        LatencyHistogram fast = new LatencyHistogram(List.of(new Range(40, 9_900)), 40);
        LatencyHistogram slow = new LatencyHistogram(List.of(new Range(1_000, 100)), 1_000);

        assertThat(fast.plus(slow).p99Nanos()).isEqualTo(40);
        assertThat(fast.plus(slow).p999Nanos()).isEqualTo(1_000);
    }
}
