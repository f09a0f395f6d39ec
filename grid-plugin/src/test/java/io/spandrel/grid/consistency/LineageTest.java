package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineageTest {

    private static final long NOW = 10_000;

    @Test
    void without_theOthersHaveGoneOn_allTheTimeItWasAway() {
        assertThat(new Lineage(1_000, 0).without(7_000, NOW)).isEqualTo(Duration.ofMillis(3_000));
    }

    @Test
    void without_allWereDown_onlyTheTimeSinceTheyRunAgain() {
        assertThat(new Lineage(9_900, 2_000).without(2_000, NOW)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void without_allWereDownLater_bothLivesOfTheOthers() {
        assertThat(new Lineage(9_900, 5_000).without(2_000, NOW)).isEqualTo(Duration.ofMillis(3_100));
    }

    @Test
    void without_itWasTheLastAlive_onlyTheTimeSinceTheOthersRun() {
        assertThat(new Lineage(9_900, 2_000).without(5_000, NOW)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void without_itsClockWasAhead_none() {
        assertThat(new Lineage(1_000, 500).without(NOW + 5, NOW)).isEqualTo(Duration.ZERO);
    }

    @Test
    void and_theFirstToBeginAndTheLastToBeAliveBefore() {
        assertThat(new Lineage(3, 1).and(new Lineage(2, 0))).isEqualTo(new Lineage(2, 1));
    }
}
