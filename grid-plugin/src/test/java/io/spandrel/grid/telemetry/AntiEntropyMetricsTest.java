package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.AntiEntropyReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AntiEntropyMetricsTest {

    @Test
    void observe_feedsEveryInstrument() {
        AntiEntropyReport report = new AntiEntropyReport(
                true,
                true,
                true,
                "interval",
                null,
                null,
                null,
                null,
                3_600_000,
                11,
                2,
                3,
                0,
                0,
                Map.of("a", "has left", "b", "has left", "c", "has left", "d", "has left"),
                null,
                5,
                6,
                Map.of("older-value", 7L),
                8,
                9,
                10);

        assertThat(Observed.of(
                        AntiEntropyMetrics::new,
                        AntiEntropyMetrics::measurements,
                        metrics -> metrics.observe(report, Attributes.empty())))
                .containsOnly(
                        Map.entry("spandrel.antientropy.running", 1L),
                        Map.entry("spandrel.antientropy.paused", 1L),
                        Map.entry("spandrel.antientropy.segments", 2L),
                        Map.entry("spandrel.antientropy.segments.done", 3L),
                        Map.entry("spandrel.antientropy.owners.not.heard", 4L),
                        Map.entry("spandrel.antientropy.runs", 5L),
                        Map.entry("spandrel.antientropy.keys", 6L),
                        Map.entry("spandrel.antientropy.differences older-value", 7L),
                        Map.entry("spandrel.antientropy.repaired", 8L),
                        Map.entry("spandrel.antientropy.not.repaired", 9L),
                        Map.entry("spandrel.antientropy.bytes", 10L));
    }
}
