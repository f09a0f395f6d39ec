package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.HandoffReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The instruments of hinted handoff. */
final class HandoffMetrics {

    private final Meter meter;
    private final Map<ObservableLongMeasurement, ToLongFunction<HandoffReport>> numbers = new LinkedHashMap<>();

    HandoffMetrics(Meter meter) {
        this.meter = meter;
        gauge("hints.pending", "Hints kept", HandoffReport::pending);
        gauge("hints.bytes", "What the hints take with their keys", HandoffReport::bytes);
        gauge("hints.oldest", "Age of the oldest hint in ms, 0 if there is none", HandoffReport::oldestMillis);
        gauge(
                "targets.need.repair",
                "Members that may lack something that no hint is kept for",
                report -> report.targets().stream()
                        .filter(HandoffReport.Target::needsRepair)
                        .count());
        counter("hints.created", "Hints made", HandoffReport::created);
        counter("hints.succeeded", "Hints paid", HandoffReport::succeeded);
        counter("hints.failed", "Attempts to pay that brought no confirmation", HandoffReport::failed);
        counter("hints.expired", "Hints that the window has closed on", HandoffReport::expired);
        counter("hints.dropped", "Hints not kept, not owed any more, or dropped", HandoffReport::dropped);
    }

    List<ObservableMeasurement> measurements() {
        return List.copyOf(numbers.keySet());
    }

    void observe(HandoffReport report, Attributes labels) {
        numbers.forEach((measurement, value) -> measurement.record(value.applyAsLong(report), labels));
    }

    private void gauge(String name, String description, ToLongFunction<HandoffReport> value) {
        numbers.put(
                meter.gaugeBuilder("spandrel.handoff." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void counter(String name, String description, ToLongFunction<HandoffReport> value) {
        numbers.put(
                meter.counterBuilder("spandrel.handoff." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }
}
