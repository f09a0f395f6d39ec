package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HillClimberTest {

    private static final double FULL = 0.0625;

    @Test
    void move_hitRatioRisesSlowly_goesOnInSmallerSteps() {
        HillClimber climber = new HillClimber(-1);
        climber.move(0.5);

        assertThat(climber.move(0.51)).isEqualTo(-FULL);
        assertThat(climber.move(0.52)).isCloseTo(-FULL * 0.95, within(1e-9));
        assertThat(climber.move(0.53)).isCloseTo(-FULL * 0.95 * 0.95, within(1e-9));
    }

    @Test
    void move_hitRatioFalls_turnsBack() {
        HillClimber climber = new HillClimber(1);
        climber.move(0.5);

        assertThat(climber.move(0.49)).isEqualTo(-FULL);
    }

    @Test
    void move_suddenChange_startsWithFullStepsAgain() {
        HillClimber climber = new HillClimber(1);
        double ratio = 0.5;
        for (int i = 0; i < 50; i++) {
            climber.move(ratio += 0.001);
        }
        assertThat(climber.move(ratio)).isLessThan(FULL / 2);

        climber.move(ratio - 0.3);

        assertThat(climber.move(ratio - 0.3)).isEqualTo(-FULL);
    }

    @Test
    void move_onAHill_findsItsTop() {
        HillClimber climber = new HillClimber(-1);
        double share = 0.01;
        for (int i = 0; i < 200; i++) {
            double ratio = 0.6 - 0.3 * (share - 0.7) * (share - 0.7);
            share = Math.max(0, Math.min(1, share + climber.move(ratio)));
        }

        assertThat(share).isCloseTo(0.7, within(0.05));
    }
}
