package io.spandrel.console.api;

import io.spandrel.grid.GridReport;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MissingMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the members stand, from what each says of itself and of the others.
 *
 * @param members those in the view of the member that answers, in its order
 * @param missing those that any of them expects and that are not in the view, by name
 * @param expected how many members there should be: those present, those missing, and never fewer than the transport waits for
 * @param initialClusterSize how many members the transport waits for; 0: it does not
 * @param refusing versioned caches that refuse what asks for a majority, with the members where that is so
 */
record Standings(
        List<Standing> members,
        List<MissingMember> missing,
        int expected,
        int initialClusterSize,
        Map<String, Set<String>> refusing) {

    /** What a member is doing, the others' word included. */
    enum State {

        /** It is in the view and does not answer this console. */
        HUNG,

        /** It answers this console, and another member cannot hear it. */
        SUSPECT,

        /** A cache is starting there, or waits for its share of the segments. */
        JOINING,

        /** Its segments move to the other members. */
        DRAINING,

        /** It owns nothing any more and can be stopped. */
        DRAINED,

        /** It takes part, as far as anybody knows. */
        READY
    }

    /**
     * A member of the view.
     *
     * @param suspectedBy names of members that cannot hear it
     */
    record Standing(String member, State state, Set<String> suspectedBy) {}

    static Standings of(GridReport grid, Collection<MemberReport> reports) {
        Map<String, MemberReport> said =
                reports.stream().collect(Collectors.toMap(MemberReport::member, report -> report, (one, other) -> one));
        Map<String, Set<String>> suspects = new HashMap<>();
        Map<String, Set<String>> refusing = new TreeMap<>();
        Map<String, MissingMember> missing = new TreeMap<>();
        int waitedFor = 0;
        for (MemberReport report : reports) {
            MemberStanding standing = report.standing();
            standing.suspects().forEach(other -> add(suspects, other, report.member()));
            standing.refusing().forEach(cache -> add(refusing, cache, report.member()));
            standing.missing().forEach(one -> missing.merge(one.name(), one, Standings::later));
            waitedFor = Math.max(waitedFor, standing.initialClusterSize());
        }
        List<Standing> present = new ArrayList<>();
        for (Member member : grid.members()) {
            Set<String> by = suspects.getOrDefault(member.name(), Set.of());
            MemberReport report = said.getOrDefault(member.name(), MemberReport.unanswered(member.name()));
            present.add(new Standing(member.name(), state(report, by), by));
            missing.remove(member.name());
        }
        return new Standings(
                present,
                List.copyOf(missing.values()),
                Math.max(present.size() + missing.size(), waitedFor),
                waitedFor,
                refusing);
    }

    private static void add(Map<String, Set<String>> to, String name, String member) {
        to.computeIfAbsent(name, none -> new TreeSet<>()).add(member);
    }

    private static MissingMember later(MissingMember one, MissingMember other) {
        return Comparator.comparing(MissingMember::lastSeen, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                                .compare(one, other)
                        < 0
                ? other
                : one;
    }

    private static State state(MemberReport report, Set<String> suspectedBy) {
        if (!report.answered()) {
            return State.HUNG;
        }
        if (!suspectedBy.isEmpty()) {
            return State.SUSPECT;
        }
        return switch (report.standing().state()) {
            case JOINING -> State.JOINING;
            case DRAINING -> State.DRAINING;
            case DRAINED -> State.DRAINED;
            case READY, UNKNOWN -> State.READY;
        };
    }

    /** The member of that name. */
    Standing of(String member) {
        return members.stream()
                .filter(standing -> standing.member().equals(member))
                .findFirst()
                .orElseThrow();
    }
}
