package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.FilterReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The instruments of negative lookups. */
final class FilterMetrics {

    private final Meter meter;
    private final Map<ObservableLongMeasurement, ToLongFunction<FilterReport>> numbers = new LinkedHashMap<>();
    private final Map<ObservableDoubleMeasurement, ToDoubleFunction<FilterReport>> shares = new LinkedHashMap<>();

    FilterMetrics(Meter meter) {
        this.meter = meter;
        gauge("segments.ready", "Segments whose filter answers", FilterReport::ready);
        gauge("segments.rebuilding", "Segments whose filter does not answer yet", FilterReport::rebuilding);
        gauge("keys", "Keys in the filters", FilterReport::keys);
        gauge("departed", "Keys that have left and are still in the filters", FilterReport::departed);
        gauge("memory", "Bytes the filters take", FilterReport::memory);
        share("load", "Slots in use, 0 to 1", FilterReport::load);
        share("bits.per.key", "Bits spent for each key", FilterReport::bitsPerKey);
        share("false.positives.expected", "Absent keys not called absent, as expected, 0 to 1", FilterReport::expected);
        share("false.positives.measured", "Absent keys asked for and not called so, 0 to 1", FilterReport::measured);
        counter("absent", "Keys called absent", FilterReport::absent);
        counter("maybe", "Keys that a filter could not call absent", FilterReport::maybe);
        counter("maybe.in.vain", "Keys that a filter could not call absent, and that were", FilterReport::inVain);
        counter("bypassed", "Questions that no filter was ready to answer", FilterReport::bypassed);
        counter("store.reads.saved", "Store reads made needless", FilterReport::storeReadsSaved);
        counter("audits", "Answers 'absent' that were checked", FilterReport::audits);
        counter("audit.failures", "Answers 'absent' found wrong; must be 0", FilterReport::auditFailures);
        counter("rebuilds", "Filters rebuilt", FilterReport::rebuilds);
        counter("kicks", "Fingerprints moved to make room for others", FilterReport::kicks);
    }

    List<ObservableMeasurement> measurements() {
        return Stream.<ObservableMeasurement>concat(numbers.keySet().stream(), shares.keySet().stream())
                .toList();
    }

    void observe(FilterReport report, Attributes labels) {
        numbers.forEach((measurement, value) -> measurement.record(value.applyAsLong(report), labels));
        shares.forEach((measurement, value) -> {
            double share = value.applyAsDouble(report);
            if (!Double.isNaN(share)) {
                measurement.record(share, labels);
            }
        });
    }

    private void gauge(String name, String description, ToLongFunction<FilterReport> value) {
        numbers.put(
                meter.gaugeBuilder("spandrel.filter." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void counter(String name, String description, ToLongFunction<FilterReport> value) {
        numbers.put(
                meter.counterBuilder("spandrel.filter." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void share(String name, String description, ToDoubleFunction<FilterReport> value) {
        shares.put(
                meter.gaugeBuilder("spandrel.filter." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
    }
}
