package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.spandrel.grid.AntiEntropyReport;
import java.util.HashMap;
import java.util.List;
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

        assertThat(observed(report))
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

    private static Map<String, Long> observed(AntiEntropyReport report) {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            Meter meter = provider.get("test");
            AntiEntropyMetrics metrics = new AntiEntropyMetrics(meter);
            List<ObservableMeasurement> all = metrics.measurements();
            meter.batchCallback(
                    () -> metrics.observe(report, Attributes.empty()),
                    all.get(0),
                    all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
            Map<String, Long> values = new HashMap<>();
            reader.collectAllMetrics()
                    .forEach(metric -> metric.getData()
                            .getPoints()
                            .forEach(point -> values.put(
                                    name(metric.getName(), point.getAttributes()),
                                    ((LongPointData) point).getValue())));
            return values;
        }
    }

    private static String name(String metric, Attributes labels) {
        StringBuilder name = new StringBuilder(metric);
        labels.forEach((key, value) -> name.append(' ').append(value));
        return name.toString();
    }
}
