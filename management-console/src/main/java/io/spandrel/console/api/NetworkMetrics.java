package io.spandrel.console.api;

import io.spandrel.grid.MemberDetail;
import java.util.List;

/** What is between the members, for Prometheus. */
final class NetworkMetrics {

    private NetworkMetrics() {}

    static void write(PrometheusText text, List<MemberDetail> members) {
        for (MemberDetail member : members) {
            MemberDetail.Retransmits again = member.retransmits();
            if (again != null) {
                retransmits(text, again, "member", member.member());
            }
            for (MemberDetail.RoundTrip trip : member.roundTrips()) {
                if (trip.millis() >= 0) {
                    text.gauge(
                            "spandrel_member_round_trip_seconds",
                            "From a member to another and back, as last measured; absent without an answer",
                            trip.millis() / 1e3,
                            "member",
                            member.member(),
                            "to",
                            trip.to());
                }
            }
        }
    }

    private static void retransmits(PrometheusText text, MemberDetail.Retransmits of, String... labels) {
        text.counter(
                "spandrel_network_retransmits_asked_total",
                "Requests of the member to repeat messages of others",
                of.asked(),
                labels);
        text.counter(
                "spandrel_network_retransmits_asked_for_total",
                "Requests of others to repeat messages of the member",
                of.askedFor(),
                labels);
        text.counter(
                "spandrel_network_retransmits_sent_total", "Messages that the member sent again", of.sent(), labels);
    }
}
