package io.spandrel.console.api;

import io.spandrel.grid.FilterReport;

/** A member's negative lookup for Prometheus. */
final class FilterMetrics {

    private FilterMetrics() {}

    static void write(PrometheusText text, FilterReport of, String... labels) {
        filters(text, of, labels);
        answers(text, of, labels);
        FilterReport.Progress progress = of.progress();
        if (progress != null) {
            text.gauge(
                    "spandrel_filter_rebuild_segments",
                    "Segments whose filters are being rebuilt",
                    progress.segments(),
                    labels);
            text.gauge("spandrel_filter_rebuild_keys", "Keys that the rebuild has met", progress.keysRead(), labels);
        }
        FilterReport.Copies copies = of.copies();
        if (copies != null) {
            held(text, copies, labels);
            given(text, copies, labels);
        }
    }

    private static void held(PrometheusText text, FilterReport.Copies of, String... labels) {
        text.gauge("spandrel_filter_copies_held", "Copies of other members' filters", of.held(), labels);
        text.gauge("spandrel_filter_copies_bytes", "Memory the copies take", of.memory(), labels);
        text.counter("spandrel_filter_copies_received_total", "Copies received", of.received(), labels);
        text.counter("spandrel_filter_copies_dropped_total", "Copies given up", of.dropped(), labels);
        text.counter(
                "spandrel_filter_copies_uneconomic_total",
                "Copies given up because they spared less than they cost",
                of.uneconomic(),
                labels);
        text.counter(
                "spandrel_filter_copies_reads_saved_total",
                "Reads answered without asking another member",
                of.readsSaved(),
                labels);
        text.counter(
                "spandrel_filter_copies_audits_total", "Answers from copies that were checked", of.audits(), labels);
        text.counter(
                "spandrel_filter_copies_audit_failures_total",
                "Answers from copies found wrong; must be 0",
                of.auditFailures(),
                labels);
        text.gauge(
                "spandrel_filter_copies_miss_seconds",
                "What asking an owner for an absent key takes",
                of.missNanos() / 1e9,
                labels);
        text.gauge("spandrel_filter_copies_probe_seconds", "What asking a copy takes", of.probeNanos() / 1e9, labels);
    }

    private static void given(PrometheusText text, FilterReport.Copies of, String... labels) {
        text.gauge(
                "spandrel_filter_copies_granted",
                "Copies that others have of this member's filters",
                of.granted(),
                labels);
        text.counter("spandrel_filter_copies_announced_total", "New keys told to others", of.announced(), labels);
        text.counter("spandrel_filter_copies_waits_total", "Writes that waited for others to know", of.waits(), labels);
    }

    private static void filters(PrometheusText text, FilterReport of, String... labels) {
        text.gauge("spandrel_filter_segments_ready", "Segments whose filter answers", of.ready(), labels);
        text.gauge(
                "spandrel_filter_segments_rebuilding",
                "Segments whose filter does not answer yet",
                of.rebuilding(),
                labels);
        text.gauge("spandrel_filter_keys", "Keys in the filters", of.keys(), labels);
        text.gauge(
                "spandrel_filter_keys_departed",
                "Keys that have left and are still in the filters",
                of.departed(),
                labels);
        text.gauge("spandrel_filter_bytes", "Memory the filters take", of.memory(), labels);
        text.gauge("spandrel_filter_load", "Slots in use, 0 to 1", of.load(), labels);
        known(text, "spandrel_filter_bits_per_key", "Bits spent for each key", of.bitsPerKey(), labels);
        text.counter("spandrel_filter_rebuilds_total", "Filters rebuilt", of.rebuilds(), labels);
        text.counter("spandrel_filter_kicks_total", "Fingerprints moved to make room for others", of.kicks(), labels);
    }

    private static void answers(PrometheusText text, FilterReport of, String... labels) {
        text.gauge(
                "spandrel_filter_false_positives_expected",
                "Share of absent keys that the filters as they stand do not call absent, 0 to 1",
                of.expected(),
                labels);
        known(
                text,
                "spandrel_filter_false_positives_measured",
                "Share of the absent keys asked for that were not called absent, 0 to 1",
                of.measured(),
                labels);
        text.counter("spandrel_filter_absent_total", "Keys called absent", of.absent(), labels);
        text.counter("spandrel_filter_maybe_total", "Keys that a filter could not call absent", of.maybe(), labels);
        text.counter(
                "spandrel_filter_maybe_in_vain_total",
                "Keys that a filter could not call absent, and that were",
                of.inVain(),
                labels);
        text.counter(
                "spandrel_filter_bypassed_total",
                "Questions that no filter was ready to answer",
                of.bypassed(),
                labels);
        text.counter(
                "spandrel_filter_store_reads_saved_total", "Store reads made needless", of.storeReadsSaved(), labels);
        text.counter("spandrel_filter_audits_total", "Answers 'absent' that were checked", of.audits(), labels);
        text.counter(
                "spandrel_filter_audit_failures_total",
                "Answers 'absent' found wrong; must be 0",
                of.auditFailures(),
                labels);
    }

    private static void known(PrometheusText text, String name, String help, double value, String... labels) {
        if (!Double.isNaN(value)) {
            text.gauge(name, help, value, labels);
        }
    }
}
