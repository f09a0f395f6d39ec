package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured happens: keys are found or not, as the methods say, and the filter alone answers for absent ones. */
class AbsentInStoreBenchmarkTest {

    private static final int KEYS = 1_000;

    @ParameterizedTest
    @EnumSource
    void methods_everyKind_doWhatTheyAreNamedAfter(AbsentInStoreBenchmark.Kind kind) {
        AbsentInStoreBenchmark benchmark = new AbsentInStoreBenchmark();
        benchmark.kind = kind;
        benchmark.start();
        try {
            KeySequence keys = new KeySequence();
            keys.draw(0);
            long sparedBefore = benchmark.readsSpared();

            assertThat(IntStream.range(0, KEYS)).allSatisfy(i -> {
                assertThat(benchmark.getAbsent(keys)).isNull();
                assertThat(benchmark.getInStore(keys)).isNotNull();
                assertThat(benchmark.getInMemory(keys)).isNotNull();
            });
            long spared = benchmark.readsSpared() - sparedBefore;
            if (kind == AbsentInStoreBenchmark.Kind.NEGATIVE_LOOKUP) {
                assertThat(spared).isBetween(KEYS * 9 / 10L, (long) KEYS);
            } else {
                assertThat(spared).isZero();
            }
            assertThat(IntStream.range(0, KEYS))
                    .allSatisfy(i -> assertThat(benchmark.insert()).isNull());
        } finally {
            benchmark.stop();
        }
    }
}
