package io.spandrel.console.api;

import io.spandrel.grid.AntiEntropyReport;
import java.util.Arrays;

/** How a member compares owners, for Prometheus. */
final class AntiEntropyMetrics {

    private AntiEntropyMetrics() {}

    static void write(PrometheusText text, AntiEntropyReport of, String... labels) {
        text.gauge("spandrel_anti_entropy_running", "1 while a comparison is under way", of.running() ? 1 : 0, labels);
        text.gauge("spandrel_anti_entropy_paused", "1 while comparisons are paused", of.paused() ? 1 : 0, labels);
        text.gauge(
                "spandrel_anti_entropy_segments_done",
                "Segments compared in the comparison under way, or the last one",
                of.segmentsDone(),
                labels);
        text.gauge("spandrel_anti_entropy_segments", "Segments to compare in it", of.segments(), labels);
        text.gauge(
                "spandrel_anti_entropy_owners_not_heard",
                "Owners that it could not compare with",
                of.notHeard().size(),
                labels);
        text.counter("spandrel_anti_entropy_runs_total", "Comparisons that came to their end", of.runs(), labels);
        text.counter("spandrel_anti_entropy_keys_total", "Keys compared", of.keys(), labels);
        text.counter(
                "spandrel_anti_entropy_repaired_total",
                "Keys and clears on which all owners agree since",
                of.repaired(),
                labels);
        text.counter(
                "spandrel_anti_entropy_not_repaired_total",
                "Keys that could not be repaired",
                of.notRepaired(),
                labels);
        text.counter(
                "spandrel_anti_entropy_bytes_total", "Digests, hashes, keys and entries exchanged", of.bytes(), labels);
        of.differences().forEach((cause, count) -> difference(text, cause, count, labels));
    }

    private static void difference(PrometheusText text, String cause, long count, String... labels) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = "cause";
        more[labels.length + 1] = cause;
        text.counter(
                "spandrel_anti_entropy_differences_total",
                "Keys and clears on which owners did not agree",
                count,
                more);
    }
}
