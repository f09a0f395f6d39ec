package io.spandrel.console.api;

import io.spandrel.grid.DrainReport;
import java.util.Locale;

/** How a member's drain stands, for Prometheus. */
final class DrainMetrics {

    private DrainMetrics() {}

    static void write(PrometheusText text, DrainReport of, String member) {
        for (DrainReport.State state : DrainReport.State.values()) {
            text.gauge(
                    "spandrel_drain_state",
                    "1 for the state that the drain of the member is in, 0 for the others",
                    state == of.state() ? 1 : 0,
                    "member",
                    member,
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
        text.gauge(
                "spandrel_drain_segments",
                "Segments of all distributed caches that the member owns",
                of.segments(),
                "member",
                member);
        text.gauge(
                "spandrel_drain_segments_at_start",
                "How many it owned when its drain began, 0 if there was none",
                of.segmentsAtStart(),
                "member",
                member);
    }
}
