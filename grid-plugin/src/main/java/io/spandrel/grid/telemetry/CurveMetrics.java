package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.MissRatios;
import java.util.List;
import java.util.Set;

/** The instruments of miss-ratio curves. */
final class CurveMetrics {

    private static final AttributeKey<Double> SCALE = AttributeKey.doubleKey("scale");
    private static final Set<Double> SCALES = Set.of(0.25, 0.5, 1.0, 2.0, 4.0);

    private final ObservableDoubleMeasurement expected;
    private final ObservableDoubleMeasurement lru;
    private final ObservableDoubleMeasurement measured;
    private final ObservableDoubleMeasurement keys;
    private final ObservableDoubleMeasurement memory;

    CurveMetrics(Meter meter) {
        expected = gauge(meter, "hit.ratio.expected", "Hit ratio expected at a multiple (scale) of the bound, 0 to 1");
        lru = gauge(meter, "hit.ratio.lru", "Hit ratio LRU would have at a multiple (scale) of the bound, 0 to 1");
        measured = gauge(meter, "hit.ratio.measured", "Hit ratio of the reads a miss-ratio curve rests on, 0 to 1");
        keys = gauge(meter, "curve.keys", "Keys a miss-ratio curve follows");
        memory = gauge(meter, "curve.memory", "Bytes a miss-ratio curve takes");
    }

    List<ObservableMeasurement> measurements() {
        return List.of(expected, lru, measured, keys, memory);
    }

    void observe(MissRatios ratios, Attributes labels) {
        keys.record(ratios.sampledKeys(), labels);
        memory.record(ratios.memory(), labels);
        if (ratios.requests() == 0) {
            return;
        }
        measured.record(ratios.measured(), labels);
        for (MissRatios.Point point : ratios.points()) {
            if (SCALES.contains(point.scale())) {
                Attributes scaled = labels.toBuilder().put(SCALE, point.scale()).build();
                expected.record(point.expected(), scaled);
                lru.record(point.lru(), scaled);
            }
        }
    }

    private static ObservableDoubleMeasurement gauge(Meter meter, String name, String description) {
        return meter.gaugeBuilder("spandrel.eviction." + name)
                .setDescription(description)
                .buildObserver();
    }
}
