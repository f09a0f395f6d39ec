package io.spandrel.console.api;

import io.spandrel.grid.MissRatios;
import java.util.Arrays;
import java.util.Set;

/** A member's miss-ratio curve for Prometheus, at a few multiples of the bound. */
final class MissRatioMetrics {

    private static final Set<Double> SCALES = Set.of(0.25, 0.5, 1.0, 2.0, 4.0);

    private MissRatioMetrics() {}

    static void write(PrometheusText text, MissRatios ratios, String... labels) {
        text.gauge("spandrel_eviction_curve_keys", "Keys the miss-ratio curve follows", ratios.sampledKeys(), labels);
        text.gauge("spandrel_eviction_curve_bytes", "Memory the miss-ratio curve takes", ratios.memory(), labels);
        if (ratios.requests() == 0) {
            return;
        }
        text.gauge(
                "spandrel_eviction_hit_ratio_measured",
                "Hit ratio of the reads the miss-ratio curve rests on, 0 to 1",
                ratios.measured(),
                labels);
        for (MissRatios.Point point : ratios.points()) {
            if (SCALES.contains(point.scale())) {
                String[] scaled = Arrays.copyOf(labels, labels.length + 2);
                scaled[labels.length] = "scale";
                scaled[labels.length + 1] = Double.toString(point.scale());
                text.gauge(
                        "spandrel_eviction_hit_ratio_expected",
                        "Hit ratio expected at a multiple of the bound, 0 to 1",
                        point.expected(),
                        scaled);
                text.gauge(
                        "spandrel_eviction_hit_ratio_lru",
                        "Hit ratio LRU would have at a multiple of the bound, 0 to 1",
                        point.lru(),
                        scaled);
            }
        }
    }
}
