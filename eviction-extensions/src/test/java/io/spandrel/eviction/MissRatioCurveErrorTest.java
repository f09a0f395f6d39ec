package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicted hit ratios of LRU against the LRU policy itself, run at the predicted capacities. */
class MissRatioCurveErrorTest {

    private static final double MEAN_POINTS = 1.5;
    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final List<Double> SCALES = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

    @ParameterizedTest
    @ValueSource(ints = {205, 1024, 4097})
    void lru_web07_isPredicted(int capacity) {
        assertThat(meanError(Trace.web07(), capacity, UNLIMITED)).isLessThan(MEAN_POINTS);
    }

    @ParameterizedTest
    @CsvSource({"addr_gcc, 351", "corda_loop_corda, 1024", "zipf099, 2556", "shift_zlz, 822"})
    void lru_tenTimesTheBudget_isPredictedFromWhatItAffords(String trace, int capacity) {
        assumeTraceIsThere(trace);

        assertThat(meanError(Trace.named(trace), capacity, 10 * MissRatioCurve.SAMPLED_PER_SECOND))
                .isLessThan(2 * MEAN_POINTS);
    }

    @ParameterizedTest
    @CsvSource({"loop, 768", "addr_twolf, 368", "recency, 3198", "zipf_scan, 14639"})
    void lru_publicTraces_isPredicted(String trace, int capacity) {
        assumeTraceIsThere(trace);

        assertThat(meanError(Trace.named(trace), capacity, UNLIMITED)).isLessThan(MEAN_POINTS);
    }

    private static void assumeTraceIsThere(String trace) {
        assumeThat(Trace.FOLDER.resolve(trace + ".keys.gz"))
                .as("no traces in %s: set -Dspandrel.traces to their folder", Trace.FOLDER)
                .matches(Files::exists);
    }

    /** Of a curve that believes in {@code perSecond} requests a second, and saves accordingly. */
    private static double meanError(long[] keys, int capacity, long perSecond) {
        ManualTime time = new ManualTime();
        MissRatioCurve curve = perSecond == UNLIMITED
                ? new MissRatioCurve(capacity)
                : new MissRatioCurve(capacity, MissRatioCurve.SAMPLED_PER_SECOND, time::nanos, time);
        Evictor<Long, Long> evictor = new Evictor<>(
                Bound.ofEntries(EvictionPolicies.find("s3-fifo", Trace.class.getClassLoader()), capacity),
                RecordedEvents.ignored(),
                curve);
        BoundedMap<Long, Long> cache = new BoundedMap<>(evictor);
        Duration each = Duration.ofNanos(1_000_000_000 / perSecond);
        Arrays.stream(keys).forEach(key -> {
            time.pass(each);
            if (cache.get(key) == null) {
                cache.put(key, key);
            }
        });
        List<CurveSnapshot.Point> points = curve.snapshot().points();
        return SCALES.stream()
                .map(scale -> points.get(MissRatioCurve.SCALES.indexOf(scale)))
                .mapToDouble(point -> Math.abs(100 * point.lru() - Trace.hitRatio("lru", (int) point.capacity(), keys)))
                .average()
                .orElseThrow();
    }
}
