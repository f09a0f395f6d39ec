package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.HandoffReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoffMetricsTest {

    @Test
    void observe_feedsEveryInstrument() {
        HandoffReport report = new HandoffReport(
                1,
                2,
                100,
                3_000,
                10_800_000,
                1,
                4,
                5,
                6,
                7,
                8,
                List.of(
                        new HandoffReport.Target("a", 1, 3_000, false, true),
                        new HandoffReport.Target("b", 0, 0, true, false)));

        assertThat(Observed.of(
                        HandoffMetrics::new,
                        HandoffMetrics::measurements,
                        metrics -> metrics.observe(report, Attributes.empty())))
                .containsOnly(
                        Map.entry("spandrel.handoff.hints.pending", 1L),
                        Map.entry("spandrel.handoff.hints.bytes", 2L),
                        Map.entry("spandrel.handoff.hints.oldest", 3_000L),
                        Map.entry("spandrel.handoff.hints.created", 4L),
                        Map.entry("spandrel.handoff.hints.succeeded", 5L),
                        Map.entry("spandrel.handoff.hints.failed", 6L),
                        Map.entry("spandrel.handoff.hints.expired", 7L),
                        Map.entry("spandrel.handoff.hints.dropped", 8L),
                        Map.entry("spandrel.handoff.targets.need.repair", 1L));
    }
}
