package io.spandrel.grid.infinispan.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.LatencyHistogram.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyRecorderTest {

    private static final double ERROR = 1.0 / 16;

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void histogram_withoutCalls_isEmptyAndHasMadeNothing() {
        assertThat(histogram(recorder)).isEqualTo(LatencyHistogram.EMPTY);
        assertThat(recorder.stripesMade()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 135",
        "0, 135",
        "128, 135",
        "135, 135",
        "136, 143",
        "255, 255",
        "256, 271",
        "1000, 1023",
        "65000000000, 66571993087",
        "68719476735, 9223372036854775807",
        "9223372036854775807, 9223372036854775807"
    })
    void record_countsInTheRangeThatEndsThere(long nanos, long upTo) {
        recorder.record(nanos);

        assertThat(histogram(recorder).ranges()).containsExactly(new Range(upTo, 1));
        assertThat(histogram(recorder).maxNanos()).isEqualTo(Math.max(0, nanos));
    }

    @Test
    void ranges_rise() {
        assertThat(LongStream.of(127, 128, 136, 248, 256, 272, Long.MAX_VALUE).mapToInt(LatencyRecorder::rangeOf))
                .containsExactly(0, 0, 1, 15, 16, 17, LatencyRecorder.RANGES - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantiles_ofSkewedCalls_areNeverShortAndAtMostASixteenthLong(long seed) {
        long[] calls = skewed(seed, 20_000);
        LongStream.of(calls).forEach(recorder::record);

        assertQuantiles(histogram(recorder), calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void quantiles_ofMembersAddedUp_areThoseOfAllCalls(long seed) {
        long[] calls = skewed(seed, 30_000);
        int[] ends = {0, 500, 9_000, calls.length};
        LatencyHistogram sum = LatencyHistogram.EMPTY;
        for (int member = 0; member < 3; member++) {
            LatencyRecorder own = new LatencyRecorder();
            LongStream.of(Arrays.copyOfRange(calls, ends[member], ends[member + 1]))
                    .forEach(own::record);
            sum = sum.plus(histogram(own));
        }

        assertQuantiles(sum, calls);
    }

    @Test
    void record_byManyThreads_losesNone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                long nanos = 1_000L << task;
                tasks.add(() -> {
                    IntStream.range(0, 50_000).forEach(i -> recorder.record(nanos));
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(histogram(recorder).count()).isEqualTo(400_000);
        assertThat(histogram(recorder).ranges()).extracting(Range::count).containsOnly(50_000L);
        assertThat(histogram(recorder).maxNanos()).isEqualTo(128_000);
    }

    private static LatencyHistogram histogram(LatencyRecorder recorder) {
        return recorder.counts().since(LatencyCounts.NONE);
    }

    /** Durations as they are: most short, some very long. */
    private static long[] skewed(long seed, int calls) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(calls)
                .mapToLong(share -> (long) (600 * Math.exp(9 * share * share * share)))
                .toArray();
    }

    private static void assertQuantiles(LatencyHistogram shown, long[] calls) {
        long[] sorted = LongStream.of(calls).sorted().toArray();
        assertThat(shown.count()).isEqualTo(sorted.length);
        assertThat(shown.maxNanos()).isEqualTo(sorted[sorted.length - 1]);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
            assertThat((double) shown.quantileNanos(share)).isBetween((double) exact, exact * (1 + ERROR));
        }
    }
}
