package io.spandrel.console.api;

import io.spandrel.grid.HandoffReport;
import java.util.Arrays;

/** What a member owes others, for Prometheus. */
final class HandoffMetrics {

    private HandoffMetrics() {}

    static void write(PrometheusText text, HandoffReport of, String... labels) {
        text.gauge("spandrel_handoff_hints_pending", "Hints kept", of.pending(), labels);
        text.gauge("spandrel_handoff_hints_bytes", "What the hints take with their keys", of.bytes(), labels);
        text.gauge(
                "spandrel_handoff_oldest_hint_seconds",
                "Age of the oldest hint, 0 if there is none",
                of.oldestMillis() / 1e3,
                labels);
        text.gauge(
                "spandrel_handoff_throttle_bytes",
                "Bytes per second that may be sent while paying",
                of.throttle(),
                labels);
        text.counter("spandrel_handoff_hints_created_total", "Hints made", of.created(), labels);
        text.counter("spandrel_handoff_hints_succeeded_total", "Hints paid", of.succeeded(), labels);
        text.counter(
                "spandrel_handoff_hints_failed_total",
                "Attempts to pay that brought no confirmation",
                of.failed(),
                labels);
        text.counter(
                "spandrel_handoff_hints_expired_total", "Hints that the window has closed on", of.expired(), labels);
        text.counter(
                "spandrel_handoff_hints_dropped_total",
                "Hints not kept because of a limit, not owed any more, or dropped on somebody's word",
                of.dropped(),
                labels);
        of.targets().forEach(target -> target(text, target, labels));
    }

    private static void target(PrometheusText text, HandoffReport.Target of, String... labels) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = "target";
        more[labels.length + 1] = of.member();
        text.gauge("spandrel_handoff_target_pending", "Hints kept for the target", of.pending(), more);
        text.gauge("spandrel_handoff_target_paused", "1 if the target is not paid", of.paused() ? 1 : 0, more);
        text.gauge(
                "spandrel_handoff_target_needs_repair",
                "1 if the target may lack something that no hint is kept for",
                of.needsRepair() ? 1 : 0,
                more);
    }
}
