package io.spandrel.console.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Who is there and who is not, for Prometheus. */
final class StandingMetrics {

    private StandingMetrics() {}

    static void write(PrometheusText text, Standings standings, Instant now) {
        text.gauge("spandrel_grid_members_expected", "Members that there should be", standings.expected());
        for (Standings.Standing standing : standings.members()) {
            for (Standings.State state : Standings.State.values()) {
                text.gauge(
                        "spandrel_member_state",
                        "1 for the state that the member is in",
                        standing.state() == state ? 1 : 0,
                        "member",
                        standing.member(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT));
            }
        }
        standings.missing().forEach(missing -> {
            if (missing.lastSeen() != null) {
                text.gauge(
                        "spandrel_member_missing_seconds",
                        "For how long a member is missing that did not stop in order",
                        Math.max(0, Duration.between(missing.lastSeen(), now).toMillis()) / 1e3,
                        "member",
                        missing.name());
            }
        });
        standings
                .refusing()
                .forEach((cache, members) -> members.forEach(member -> text.gauge(
                        "spandrel_consistency_majority_missing",
                        "1 where a cache refuses what asks for a majority",
                        1,
                        "cache",
                        cache,
                        "member",
                        member)));
    }
}
