package io.spandrel.console.api;

import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import java.util.Arrays;
import java.util.stream.Stream;

/** How long calls take, for Prometheus: of each member, and of all together. */
final class CallsMetrics {

    private CallsMetrics() {}

    /** @param labels of a member's cache */
    static void write(PrometheusText text, CallsReport of, String... labels) {
        operations(text, "spandrel_cache_", "by a member", of, labels);
    }

    /** @param labels of a cache */
    static void writeGrid(PrometheusText text, CallsReport of, String... labels) {
        operations(text, "spandrel_grid_", "by all members", of, labels);
    }

    private static void operations(PrometheusText text, String prefix, String whose, CallsReport of, String[] labels) {
        write(text, prefix, whose, of.reads(), with(labels, "operation", "read"));
        write(text, prefix, whose, of.writes(), with(labels, "operation", "write"));
        write(text, prefix, whose, of.removes(), with(labels, "operation", "remove"));
    }

    private static void write(PrometheusText text, String prefix, String whose, LatencyHistogram of, String[] labels) {
        text.counter(prefix + "calls_total", "Calls for single keys, answered " + whose, of.count(), labels);
        if (of.count() > 0) {
            String help = "What a share of the calls answered " + whose + " took at most; not to be averaged";
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
