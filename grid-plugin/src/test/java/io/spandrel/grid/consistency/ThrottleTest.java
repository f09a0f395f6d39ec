package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThrottleTest {

    @Test
    void available_overTime_growsByTheRateUpToOneSecond() {
        Throttle throttle = new Throttle(10_000, 0);

        assertThat(throttle.available(0)).isZero();
        assertThat(throttle.available(100)).isEqualTo(1_000);
        assertThat(throttle.available(60_000)).isEqualTo(10_000);
    }

    @Test
    void sent_moreThanAvailable_delaysTheNext() {
        Throttle throttle = new Throttle(1_000, 0);
        throttle.available(100);

        throttle.sent(600);

        assertThat(throttle.available(500)).isZero();
        assertThat(throttle.available(700)).isEqualTo(100);
    }

    @Test
    void available_fastestRate_doesNotOverflow() {
        Throttle throttle = new Throttle(Long.MAX_VALUE, 0);

        assertThat(throttle.available(5_000)).isPositive();
        assertThat(throttle.available(10_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void bytesPerSecond_none_isRefused() {
        assertThatThrownBy(() -> new Throttle(0, 0)).hasMessageContaining("was 0");
    }
}
