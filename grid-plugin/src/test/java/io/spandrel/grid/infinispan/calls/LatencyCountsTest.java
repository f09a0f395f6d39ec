package io.spandrel.grid.infinispan.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.LatencyHistogram;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyCountsTest {

    private static final double ERROR = 1.0 / 16;

    private final LatencyRecorder recorder = new LatencyRecorder();

    /* The model: one recorder that hears only of what comes later. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void since_anyCalls_areThoseCountedLater(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            LatencyCounts earlier = recorder.counts();
            long longestBefore = earlier.since(LatencyCounts.NONE).maxNanos();
            LatencyRecorder later = new LatencyRecorder();
            LongStream.generate(() -> duration(random))
                    .limit(random.nextInt(30))
                    .forEach(nanos -> {
                        recorder.record(nanos);
                        later.record(nanos);
                    });

            LatencyHistogram since = recorder.counts().since(earlier);

            LatencyHistogram model = later.counts().since(LatencyCounts.NONE);
            assertThat(since.ranges()).isEqualTo(model.ranges());
            assertLongest(since, model, longestBefore);
        }
    }

    private static void assertLongest(LatencyHistogram since, LatencyHistogram model, long longestBefore) {
        if (model.maxNanos() > longestBefore) {
            assertThat(since.maxNanos()).isEqualTo(model.maxNanos());
        } else {
            assertThat((double) since.maxNanos()).isBetween((double) model.maxNanos(), model.maxNanos() * (1 + ERROR));
        }
    }

    /** From 128 ns to 34 s, any power of two alike. */
    private static long duration(SplittableRandom random) {
        return (long) (128 * Math.pow(2, 28 * random.nextDouble()));
    }

    /* What is beyond the ranges has none that ends: the longest of all is the least that is known to be long enough. */
    @Test
    void since_callsBeyondTheRanges_areNotTooShort() {
        recorder.record(200_000_000_000L);
        LatencyCounts earlier = recorder.counts();
        recorder.record(100_000_000_000L);

        LatencyHistogram since = recorder.counts().since(earlier);

        assertThat(since.count()).isEqualTo(1);
        assertThat(since.maxNanos()).isEqualTo(200_000_000_000L);
    }

    @Test
    void since_nothingMore_isEmpty() {
        recorder.record(1_000);

        assertThat(recorder.counts().since(recorder.counts())).isEqualTo(LatencyHistogram.EMPTY);
    }

    @Test
    void orSame_nothingMore_isTheEarlierOne() {
        recorder.record(1_000);
        LatencyCounts earlier = recorder.counts();

        assertThat(recorder.counts().orSame(earlier)).isSameAs(earlier);

        recorder.record(1_000);
        LatencyCounts now = recorder.counts();
        assertThat(now.orSame(earlier)).isSameAs(now);
    }
}
