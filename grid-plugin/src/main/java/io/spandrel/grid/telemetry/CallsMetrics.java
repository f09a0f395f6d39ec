package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.Calls;
import io.spandrel.grid.LatencyHistogram;
import java.util.List;
import java.util.Locale;

/** The instruments of how long calls take, and what answers reads. */
final class CallsMetrics {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("spandrel.operation");
    private static final AttributeKey<String> QUANTILE = AttributeKey.stringKey("spandrel.quantile");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("spandrel.path");

    private final ObservableLongMeasurement quantiles;
    private final ObservableLongMeasurement max;
    private final ObservableLongMeasurement calls;
    private final ObservableLongMeasurement reads;

    CallsMetrics(Meter meter) {
        quantiles = meter.gaugeBuilder("spandrel.cache.latency")
                .ofLongs()
                .setUnit("ns")
                .setDescription(
                        "What a share of the calls for single keys took at most, not to be averaged over members")
                .buildObserver();
        max = meter.gaugeBuilder("spandrel.cache.latency.max")
                .ofLongs()
                .setUnit("ns")
                .setDescription("What the longest call for a single key took")
                .buildObserver();
        calls = meter.counterBuilder("spandrel.cache.calls")
                .setDescription("Calls for single keys")
                .buildObserver();
        reads = meter.counterBuilder("spandrel.cache.reads")
                .setDescription("Reads of single keys, by what answered them")
                .buildObserver();
    }

    List<ObservableMeasurement> measurements() {
        return List.of(quantiles, max, calls, reads);
    }

    void observe(Calls told, Attributes labels) {
        observe(told.reads(), labelled(labels, OPERATION, "read"));
        observe(told.writes(), labelled(labels, OPERATION, "write"));
        observe(told.removes(), labelled(labels, OPERATION, "remove"));
        told.readPaths()
                .forEach((path, count) ->
                        reads.record(count, labelled(labels, PATH, path.name().toLowerCase(Locale.ROOT))));
    }

    private void observe(LatencyHistogram of, Attributes labels) {
        calls.record(of.count(), labels);
        if (of.count() > 0) {
            quantiles.record(of.p50Nanos(), labelled(labels, QUANTILE, "0.5"));
            quantiles.record(of.p99Nanos(), labelled(labels, QUANTILE, "0.99"));
            quantiles.record(of.p999Nanos(), labelled(labels, QUANTILE, "0.999"));
            max.record(of.maxNanos(), labels);
        }
    }

    private static Attributes labelled(Attributes labels, AttributeKey<String> key, String value) {
        return labels.toBuilder().put(key, value).build();
    }
}
