package io.spandrel.console.api;

import io.spandrel.grid.Calls;
import io.spandrel.grid.LatencyHistogram;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** How long calls take and what answers reads, for Prometheus: of each member, and of all together. */
final class CallsMetrics {

    private CallsMetrics() {}

    /** @param labels of a member's cache */
    static void write(PrometheusText text, Calls of, String... labels) {
        operations(text, "spandrel_cache_", "of a member", of, labels);
    }

    /** @param labels of a cache */
    static void writeGrid(PrometheusText text, Calls of, String... labels) {
        operations(text, "spandrel_grid_", "of all members", of, labels);
    }

    private static void operations(PrometheusText text, String prefix, String asked, Calls of, String[] labels) {
        write(text, prefix, asked, of.reads(), with(labels, "operation", "read"));
        write(text, prefix, asked, of.writes(), with(labels, "operation", "write"));
        write(text, prefix, asked, of.removes(), with(labels, "operation", "remove"));
        of.readPaths()
                .forEach((path, count) -> text.counter(
                        prefix + "reads_total",
                        "Reads of single keys asked " + asked + ", by what answered them",
                        count,
                        with(labels, "path", path.name().toLowerCase(Locale.ROOT))));
    }

    private static void write(PrometheusText text, String prefix, String asked, LatencyHistogram of, String[] labels) {
        text.counter(prefix + "calls_total", "Calls for single keys, asked " + asked, of.count(), labels);
        if (of.count() > 0) {
            String help = "What a share of the calls asked " + asked + " took at most; not to be averaged";
            text.gauge(prefix + "latency_seconds", help, of.p50Nanos() / 1e9, with(labels, "quantile", "0.5"));
            text.gauge(prefix + "latency_seconds", help, of.p99Nanos() / 1e9, with(labels, "quantile", "0.99"));
            text.gauge(prefix + "latency_seconds", help, of.p999Nanos() / 1e9, with(labels, "quantile", "0.999"));
            text.gauge(prefix + "latency_max_seconds", "What the longest of them took", of.maxNanos() / 1e9, labels);
        }
    }

    private static String[] with(String[] labels, String name, String value) {
        return Stream.concat(Arrays.stream(labels), Stream.of(name, value)).toArray(String[]::new);
    }
}
