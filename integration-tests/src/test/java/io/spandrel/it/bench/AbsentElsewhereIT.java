package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is measured happens, in a grid of processes: the keys are others', and the copies answer for absent ones. */
class AbsentElsewhereIT {

    private static final int KEYS = 1_000;

    @Test
    void methods_twoSubscribers_doWhatTheyAreNamedAfter() {
        AbsentElsewhereBenchmark benchmark = new AbsentElsewhereBenchmark();
        benchmark.kind = AbsentElsewhereBenchmark.Kind.TWO_SUBSCRIBERS;
        benchmark.start();
        try {
            benchmark.subscribe();

            assertThat(IntStream.range(0, KEYS)).allSatisfy(i -> {
                assertThat(benchmark.getAbsent()).isNull();
                assertThat(benchmark.getPresent()).isNotNull();
            });
            assertThat(benchmark.calls(KEYS)).isLessThanOrEqualTo(KEYS / 50L);
            assertThat(IntStream.range(0, KEYS))
                    .allSatisfy(i -> assertThat(benchmark.insert()).isNull());
        } finally {
            benchmark.stop();
        }
    }
}
