package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.TombstonesReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The instruments of remembered deletes. */
final class TombstonesMetrics {

    private final Meter meter;
    private final Map<ObservableLongMeasurement, ToLongFunction<TombstonesReport>> numbers = new LinkedHashMap<>();

    TombstonesMetrics(Meter meter) {
        this.meter = meter;
        gauge("live", "Deletes remembered", TombstonesReport::live);
        gauge("memory", "Bytes the deletes take with their keys", TombstonesReport::bytes);
        counter("purged", "Deletes that all owners had for longer than grace", TombstonesReport::purged);
        gauge("blocked", "Deletes that not all owners confirmed in the last sweep", TombstonesReport::blocked);
        gauge("need.full.compare", "Segments to be compared by all owners", TombstonesReport::needFullCompare);
        counter("forgotten", "Deletes not remembered, for want of room", TombstonesReport::forgotten);
        counter(
                "resurrections.blocked",
                "Late writes that would have undone a delete",
                TombstonesReport::resurrectionsBlocked);
    }

    List<ObservableMeasurement> measurements() {
        return List.copyOf(numbers.keySet());
    }

    void observe(TombstonesReport report, Attributes labels) {
        numbers.forEach((measurement, value) -> measurement.record(value.applyAsLong(report), labels));
    }

    private void gauge(String name, String description, ToLongFunction<TombstonesReport> value) {
        numbers.put(
                meter.gaugeBuilder("spandrel.tombstones." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void counter(String name, String description, ToLongFunction<TombstonesReport> value) {
        numbers.put(
                meter.counterBuilder("spandrel.tombstones." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }
}
