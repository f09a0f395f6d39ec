package io.spandrel.console.api;

import io.spandrel.grid.TransferReport;

/** Segments on their way to a member, for Prometheus; only while some are. */
final class TransferMetrics {

    private TransferMetrics() {}

    static void write(PrometheusText text, TransferReport of, String... labels) {
        text.gauge("spandrel_transfer_segments", "Segments that a rebalance brings the member", of.segments(), labels);
        text.gauge("spandrel_transfer_segments_left", "Of these, those still on their way", of.left(), labels);
        text.gauge(
                "spandrel_transfer_segments_per_second",
                "How many arrive, since the rebalance was first looked at; 0: not known",
                of.segmentsPerSecond(),
                labels);
        text.gauge(
                "spandrel_transfer_entries", "Entries that the member holds in these segments", of.entries(), labels);
    }
}
