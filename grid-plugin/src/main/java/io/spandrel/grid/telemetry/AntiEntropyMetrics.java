package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.AntiEntropyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The instruments of anti-entropy. */
final class AntiEntropyMetrics {

    private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("spandrel.cause");

    private final Meter meter;
    private final Map<ObservableLongMeasurement, ToLongFunction<AntiEntropyReport>> numbers = new LinkedHashMap<>();
    private final ObservableLongMeasurement differences;

    AntiEntropyMetrics(Meter meter) {
        this.meter = meter;
        gauge("running", "1 while a comparison is under way", report -> report.running() ? 1 : 0);
        gauge("paused", "1 while comparisons are paused", report -> report.paused() ? 1 : 0);
        gauge("segments.done", "Segments compared in the comparison under way", AntiEntropyReport::segmentsDone);
        gauge("segments", "Segments to compare in it", AntiEntropyReport::segments);
        gauge(
                "owners.not.heard",
                "Owners that it could not compare with",
                report -> report.notHeard().size());
        counter("runs", "Comparisons that came to their end", AntiEntropyReport::runs);
        counter("keys", "Keys compared", AntiEntropyReport::keys);
        counter("repaired", "Keys and clears on which all owners agree since", AntiEntropyReport::repaired);
        counter("not.repaired", "Keys that could not be repaired", AntiEntropyReport::notRepaired);
        counter("bytes", "Digests, hashes, keys and entries exchanged", AntiEntropyReport::bytes);
        this.differences = meter.counterBuilder("spandrel.antientropy.differences")
                .setDescription("Keys and clears on which owners did not agree, by cause")
                .buildObserver();
    }

    List<ObservableMeasurement> measurements() {
        List<ObservableMeasurement> all = new ArrayList<>(numbers.keySet());
        all.add(differences);
        return all;
    }

    void observe(AntiEntropyReport report, Attributes labels) {
        numbers.forEach((measurement, value) -> measurement.record(value.applyAsLong(report), labels));
        report.differences()
                .forEach((cause, count) -> differences.record(
                        count, labels.toBuilder().put(CAUSE, cause).build()));
    }

    private void gauge(String name, String description, ToLongFunction<AntiEntropyReport> value) {
        numbers.put(
                meter.gaugeBuilder("spandrel.antientropy." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void counter(String name, String description, ToLongFunction<AntiEntropyReport> value) {
        numbers.put(
                meter.counterBuilder("spandrel.antientropy." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }
}
