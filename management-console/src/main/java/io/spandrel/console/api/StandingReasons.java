package io.spandrel.console.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is worth a look of who is there and who is not, apart from members that do not answer. */
final class StandingReasons {

    private StandingReasons() {}

    /** Caches that refuse what asks for a majority. */
    static List<String> bad(Standings standings) {
        List<String> reasons = new ArrayList<>();
        standings
                .refusing()
                .forEach((cache, members) ->
                        reasons.add("Cache '" + cache + "': no majority of its members can be reached from "
                                + named(members) + "; what asks for one is refused there"));
        return reasons;
    }

    /** Members that are missing, or that others cannot hear. */
    static List<String> worthALook(Standings standings) {
        List<String> reasons = new ArrayList<>();
        standings
                .missing()
                .forEach(missing -> reasons.add("Member '" + missing.name() + "' is missing"
                        + (missing.lastSeen() == null ? "" : ": it left without stopping in order")));
        int present = standings.members().size();
        if (present < standings.initialClusterSize()) {
            reasons.add((present == 1 ? "1 member is" : present + " members are")
                    + " there; initial-cluster-size of the transport asks for " + standings.initialClusterSize());
        }
        for (Standings.Standing standing : standings.members()) {
            if (standing.state() == Standings.State.SUSPECT) {
                reasons.add("Member '" + standing.member() + "' does not answer " + named(standing.suspectedBy()));
            }
        }
        return reasons;
    }

    private static String named(Set<String> members) {
        return "'" + String.join("', '", members) + "'";
    }
}
