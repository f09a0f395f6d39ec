package io.spandrel.console.api;

import io.spandrel.grid.TombstonesReport;

/** A member's remembered deletes for Prometheus. */
final class TombstonesMetrics {

    private TombstonesMetrics() {}

    static void write(PrometheusText text, TombstonesReport of, String... labels) {
        text.gauge("spandrel_tombstones_live", "Deletes remembered", of.live(), labels);
        text.gauge("spandrel_tombstones_bytes", "Memory the deletes take with their keys", of.bytes(), labels);
        text.gauge("spandrel_tombstones_bytes_max", "Memory the deletes may take", of.bytesMax(), labels);
        text.counter(
                "spandrel_tombstones_purged_total",
                "Deletes forgotten because all owners had them for longer than grace",
                of.purged(),
                labels);
        text.gauge(
                "spandrel_tombstones_blocked",
                "Deletes that not all owners confirmed or purged in the last sweep",
                of.blocked(),
                labels);
        text.gauge(
                "spandrel_tombstones_need_full_compare",
                "Segments in which a delete was not remembered and owners were not compared since",
                of.needFullCompare(),
                labels);
        text.counter(
                "spandrel_tombstones_forgotten_total",
                "Deletes not remembered, because there was no room",
                of.forgotten(),
                labels);
        text.counter(
                "spandrel_tombstones_resurrections_blocked_total",
                "Writes that came late and would have undone a delete",
                of.resurrectionsBlocked(),
                labels);
    }
}
