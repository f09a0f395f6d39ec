package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckedClockTest {

    private long wall = 1_000_000;
    private long nanos;
    private int doubts;
    private final CheckedClock clock = new CheckedClock(() -> wall, () -> nanos, () -> doubts++);

    @Test
    void millis_notChecked_followsEveryJump() {
        wall += 3_600_000;

        assertThat(clock.millis()).isEqualTo(4_600_000);
        assertThat(clock.jumped()).isZero();
        assertThat(doubts).isZero();
    }

    @Test
    void millis_jumpForward_goesOnByTheTimeThatHasPassed() {
        clock.check();

        wall += 3_600_000;
        pass(250);

        assertThat(clock.millis()).isEqualTo(1_000_250);
        assertThat(clock.millis()).isEqualTo(1_000_250);
        assertThat(clock.jumped()).isEqualTo(Duration.ofHours(1));
        assertThat(doubts).isEqualTo(1);
    }

    @Test
    void millis_jumpBack_goesOnByTheTimeThatHasPassed() {
        clock.check();

        wall -= 3_600_000;
        pass(250);

        assertThat(clock.millis()).isEqualTo(1_000_250);
        assertThat(clock.jumped()).isEqualTo(Duration.ofHours(-1));
        assertThat(doubts).isEqualTo(1);
    }

    @Test
    void millis_clockSlewed_followsItHoweverFar() {
        clock.check();

        for (int i = 0; i < 1_000; i++) {
            pass(1_000);
            wall += 100;
            assertThat(clock.millis()).isEqualTo(wall);
        }

        assertThat(wall).isEqualTo(1_000_000 + 1_100_000);
        assertThat(doubts).isZero();
    }

    @Test
    void millis_setRightAgain_isBelievedAndTheNextJumpToldAnew() {
        clock.check();
        wall += 3_600_000;
        clock.millis();
        wall -= 3_600_000;

        assertThat(clock.millis()).isEqualTo(1_000_000);
        assertThat(clock.jumped()).isZero();
        wall -= 7_000;
        clock.millis();

        assertThat(doubts).isEqualTo(2);
    }

    @Test
    void believe_afterAJump_followsTheClock() {
        clock.check();
        wall += 3_600_000;
        clock.millis();

        clock.believe();
        pass(10);

        assertThat(clock.millis()).isEqualTo(4_600_010);
        assertThat(clock.jumped()).isZero();
    }

    private void pass(long millis) {
        nanos += millis * 1_000_000;
        wall += millis;
    }
}
