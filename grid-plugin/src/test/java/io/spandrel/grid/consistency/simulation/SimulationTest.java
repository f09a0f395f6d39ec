package io.spandrel.grid.consistency.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many clusters, each with its own order of events and troubles. {@code -Dspandrel.test.stress=true} runs more of them,
 * {@code -Dspandrel.seed=N} runs one.
 */
class SimulationTest {

    private static final int SEEDS = Boolean.getBoolean("spandrel.test.stress") ? 10_000 : 200;
    private static final int SEEDS_TO_NOTICE = 3_000;

    private record Run(long seed, SimulatedCluster cluster, SimulatedCluster.End end) {

        static Run of(long seed, Mutation mutation) {
            SimulatedCluster cluster = new SimulatedCluster(seed, mutation);
            return new Run(seed, cluster, cluster.run());
        }
    }

    @Test
    void run_underEveryOrderOfEvents_nothingIsLostUndoneOrDifferent() {
        Long one = Long.getLong("spandrel.seed");
        LongStream seeds = one == null ? LongStream.range(0, SEEDS) : LongStream.of(one);

        List<Run> failed = seeds.parallel()
                .mapToObj(seed -> Run.of(seed, Mutation.NONE))
                .filter(run ->
                        !run.end().wrong().isEmpty() || !run.end().unfinished().isEmpty())
                .toList();

        assertThat(failed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void run_oneRuleLeftOut_isNoticed(Mutation mutation) {
        boolean noticed = LongStream.range(mutation.seed, mutation.seed + SEEDS_TO_NOTICE)
                .mapToObj(seed -> Run.of(seed, mutation))
                .anyMatch(run -> !run.end().wrong().isEmpty());

        assertThat(noticed).as("%s noticed", mutation).isTrue();
    }

    @Test
    void run_sameSeedTwice_sameEvents() {
        assertThat(Run.of(7, Mutation.NONE).toString())
                .isEqualTo(Run.of(7, Mutation.NONE).toString());
    }
}
