package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.spandrel.grid.TombstonesReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TombstonesMetricsTest {

    @Test
    void observe_report_feedsEveryInstrument() {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            Meter meter = provider.get("test");
            TombstonesMetrics metrics = new TombstonesMetrics(meter);
            List<ObservableMeasurement> all = metrics.measurements();
            meter.batchCallback(
                    () -> metrics.observe(
                            new TombstonesReport(1, 2, 100, 3, 4, Map.of("b", 4L), 5, 6, 7, Instant.EPOCH, 8, 9),
                            Attributes.empty()),
                    all.get(0),
                    all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));

            Map<String, Long> values = new HashMap<>();
            for (MetricData metric : reader.collectAllMetrics()) {
                metric.getData()
                        .getPoints()
                        .forEach(point -> values.put(metric.getName(), ((LongPointData) point).getValue()));
            }
            assertThat(values)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "spandrel.tombstones.live", 1L,
                            "spandrel.tombstones.memory", 2L,
                            "spandrel.tombstones.purged", 3L,
                            "spandrel.tombstones.blocked", 4L,
                            "spandrel.tombstones.need.full.compare", 5L,
                            "spandrel.tombstones.forgotten", 6L,
                            "spandrel.tombstones.resurrections.blocked", 7L,
                            "spandrel.tombstones.clock.ahead", 8L,
                            "spandrel.tombstones.clock.refused", 9L));
        }
    }
}
