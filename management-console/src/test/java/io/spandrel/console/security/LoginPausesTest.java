package io.spandrel.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.FakeClock;
import io.spandrel.console.http.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPausesTest {

    private final FakeClock clock = new FakeClock();
    private final LoginPauses pauses = new LoginPauses(Limits.DEFAULT, clock);

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "11, 60", "12, 60", "1000, 60"})
    void pauseAfter_failuresInARow_doublesUpToTheLongest(int failures, int seconds) {
        assertThat(LoginPauses.pauseAfter(failures, 5, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void pause_oneAddressTriesManyNames_pausesTheAddressForAnyName() {
        for (int i = 0; i < 5; i++) {
            pauses.failed("10.0.0.1", "user-" + i);
        }

        assertThat(pauses.pause("10.0.0.1", "another")).isPositive();
        assertThat(pauses.pause("10.0.0.2", "another")).isZero();
    }

    @Test
    void pause_manyAddressesTryOneName_pausesTheNameFromAnyAddress() {
        for (int i = 0; i < 5; i++) {
            pauses.failed("10.0.0." + i, "admin");
        }

        assertThat(pauses.pause("10.9.9.9", "admin")).isPositive();
    }

    @Test
    void pause_afterSuccessOrTenQuietMinutes_isForgotten() {
        for (int i = 0; i < 9; i++) {
            pauses.failed("a", "x");
            pauses.failed("b", "y");
        }

        pauses.succeeded("a", "x");
        assertThat(pauses.pause("a", "x")).isZero();

        clock.advance(Duration.ofMinutes(10).plusMillis(1));
        pauses.failed("b", "y");
        assertThat(pauses.pause("b", "y")).isZero();
    }

    @Test
    void failed_byMoreClientsThanAreRemembered_forgetsTheOldest() {
        for (int i = 0; i < 5; i++) {
            pauses.failed("first", "first");
        }
        for (int i = 0; i < Limits.DEFAULT.clientsMax(); i++) {
            pauses.failed("address-" + i, "user");
        }

        assertThat(pauses.pause("first", "first")).isZero();
        assertThat(pauses.pause("another", "user")).isPositive();
    }
}
