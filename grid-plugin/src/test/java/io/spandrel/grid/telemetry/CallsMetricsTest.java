package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.Calls;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.LatencyHistogram.Range;
import io.spandrel.grid.ReadPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsMetricsTest {

    @Test
    void observe_feedsEveryInstrument_withoutDurationsWhereThereWereNoCalls() {
        Calls calls = new Calls(
                new LatencyHistogram(List.of(new Range(100, 60), new Range(200, 39), new Range(900, 1)), 800),
                new LatencyHistogram(List.of(new Range(3_000, 7)), 2_900),
                LatencyHistogram.EMPTY,
                Map.of(ReadPath.MEMORY, 70L, ReadPath.MISSED, 30L));

        assertThat(Observed.of(
                        CallsMetrics::new,
                        CallsMetrics::measurements,
                        metrics -> metrics.observe(calls, Attributes.empty())))
                .containsOnly(
                        Map.entry("spandrel.cache.latency read 0.5", 100L),
                        Map.entry("spandrel.cache.latency read 0.99", 200L),
                        Map.entry("spandrel.cache.latency read 0.999", 800L),
                        Map.entry("spandrel.cache.latency.max read", 800L),
                        Map.entry("spandrel.cache.calls read", 100L),
                        Map.entry("spandrel.cache.latency write 0.5", 2_900L),
                        Map.entry("spandrel.cache.latency write 0.99", 2_900L),
                        Map.entry("spandrel.cache.latency write 0.999", 2_900L),
                        Map.entry("spandrel.cache.latency.max write", 2_900L),
                        Map.entry("spandrel.cache.calls write", 7L),
                        Map.entry("spandrel.cache.calls remove", 0L),
                        Map.entry("spandrel.cache.reads memory", 70L),
                        Map.entry("spandrel.cache.reads missed", 30L));
    }
}
