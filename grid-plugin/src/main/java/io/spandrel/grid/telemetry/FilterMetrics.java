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
    private final Map<ObservableLongMeasurement, ToLongFunction<FilterReport.Copies>> copies = new LinkedHashMap<>();

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
        copyGauge("held", "Copies of other members' filters", FilterReport.Copies::held);
        copyGauge("memory", "Bytes the copies take", FilterReport.Copies::memory);
        copyGauge("granted", "Copies that others have of this member's filters", FilterReport.Copies::granted);
        copyGauge("miss.time", "What asking an owner in vain takes, ns", FilterReport.Copies::missNanos);
        copyGauge("probe.time", "What asking a copy takes, ns", FilterReport.Copies::probeNanos);
        copyCounter("received", "Copies received", FilterReport.Copies::received);
        copyCounter("dropped", "Copies given up", FilterReport.Copies::dropped);
        copyCounter("uneconomic", "Copies that spared less than they cost", FilterReport.Copies::uneconomic);
        copyCounter("reads.saved", "Reads answered without asking another member", FilterReport.Copies::readsSaved);
        copyCounter("announced", "New keys told to others", FilterReport.Copies::announced);
        copyCounter("waits", "Writes that waited for others to know", FilterReport.Copies::waits);
        copyCounter("audits", "Answers from copies that were checked", FilterReport.Copies::audits);
        copyCounter("audit.failures", "Answers from copies found wrong; must be 0", FilterReport.Copies::auditFailures);
    }

    List<ObservableMeasurement> measurements() {
        return Stream.of(numbers, shares, copies)
                .<ObservableMeasurement>flatMap(some -> some.keySet().stream())
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
        FilterReport.Copies of = report.copies();
        if (of != null) {
            copies.forEach((measurement, value) -> measurement.record(value.applyAsLong(of), labels));
        }
    }

    private void copyGauge(String name, String description, ToLongFunction<FilterReport.Copies> value) {
        copies.put(
                meter.gaugeBuilder("spandrel.filter.copies." + name)
                        .ofLongs()
                        .setDescription(description)
                        .buildObserver(),
                value);
    }

    private void copyCounter(String name, String description, ToLongFunction<FilterReport.Copies> value) {
        copies.put(
                meter.counterBuilder("spandrel.filter.copies." + name)
                        .setDescription(description)
                        .buildObserver(),
                value);
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
