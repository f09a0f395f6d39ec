package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of small grids, each with its own order of events. */
class SubscriptionsTest {

    private static final int SEEDS = Boolean.getBoolean("spandrel.test.stress") ? 10_000 : 100;
    private static final Duration RUN = Duration.ofSeconds(1);

    @Test
    void excludes_underEveryOrderOfEvents_neverHidesAnAcknowledgedPut() {
        long absent = 0;
        long acknowledged = 0;

        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedGrid grid = new SimulatedGrid(seed, SimulatedGrid.Fault.NONE);
            grid.time.run(RUN);
            assertThat(grid.wrong).as("seed %d", seed).isEmpty();
            absent += grid.absent();
            acknowledged += grid.acknowledged();
        }

        assertThat(absent).as("answers checked").isGreaterThan(50L * SEEDS);
        assertThat(acknowledged).as("writes acknowledged").isGreaterThan(150L * SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void excludes_membersDoWrong_isFoundOut(SimulatedGrid.Fault fault) {
        long wrong = 0;

        for (long seed = 0; seed < 5; seed++) {
            SimulatedGrid grid = new SimulatedGrid(seed, fault);
            grid.time.run(RUN);
            wrong += grid.wrong.size();
        }

        assertThat(wrong).isPositive();
    }
}
