package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.spandrel.grid.HandoffReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoffMetricsTest {

    @Test
    void observe_feedsEveryInstrument() {
        HandoffReport report = new HandoffReport(
                1,
                2,
                3_000,
                4,
                5,
                6,
                7,
                8,
                List.of(
                        new HandoffReport.Target("a", 1, 3_000, false, true),
                        new HandoffReport.Target("b", 0, 0, true, false)));

        assertThat(observed(report))
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

    private static Map<String, Long> observed(HandoffReport report) {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            Meter meter = provider.get("test");
            HandoffMetrics metrics = new HandoffMetrics(meter);
            List<ObservableMeasurement> all = metrics.measurements();
            meter.batchCallback(
                    () -> metrics.observe(report, Attributes.empty()),
                    all.get(0),
                    all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
            Map<String, Long> values = new HashMap<>();
            reader.collectAllMetrics()
                    .forEach(metric -> metric.getData()
                            .getPoints()
                            .forEach(point -> values.put(metric.getName(), ((LongPointData) point).getValue())));
            return values;
        }
    }
}
