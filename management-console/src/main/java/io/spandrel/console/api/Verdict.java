package io.spandrel.console.api;

import io.spandrel.grid.CacheReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the grid stands, and why.
 *
 * @param level the worst of its reasons
 * @param reasons one line each, worst first; empty if all is well
 */
record Verdict(Level level, List<String> reasons) {

    /*
     *   RED    data cannot be reached, or lacks copies and nothing is under way to make them; no majority can be reached
     *   AMBER  data lacks copies, or may soon: a repair is under way, a member is missing, silent, or not heard by
     *          another, owners may not move,
     *          a network split was merged lately, a policy misbehaved, a filter called a present key absent,
     *          members run different versions, a member needs repair or is owed writes for long, deletes were not
     *          remembered, owners were not compared for long
     *   GREEN  the rest
     */

    /** From good to bad. */
    enum Level {
        GREEN,
        AMBER,
        RED
    }

    /** How long a merge of two halves of the grid stays worth a look. */
    static final Duration MERGE_MATTERS = Duration.ofMinutes(10);

    private record Reason(Level level, String text) {}

    Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(GridReport grid, List<MemberReport> members) {
        List<Reason> reasons = new ArrayList<>();
        grid.caches().forEach(cache -> judge(cache, reasons));
        judge(members, reasons);
        Standings standings = Standings.of(grid, members);
        StandingReasons.bad(standings).forEach(text -> reasons.add(new Reason(Level.RED, text)));
        StandingReasons.worthALook(standings).forEach(text -> reasons.add(new Reason(Level.AMBER, text)));
        ReplicationReasons.of(members, grid.takenAt()).forEach(text -> reasons.add(new Reason(Level.AMBER, text)));
        judgeHistory(grid, reasons);
        Level worst = reasons.stream().map(Reason::level).max(Level::compareTo).orElse(Level.GREEN);
        return new Verdict(
                worst,
                reasons.stream()
                        .sorted((one, other) -> other.level().compareTo(one.level()))
                        .map(Reason::text)
                        .toList());
    }

    /** Segments of a cache that keep several copies by design but have fewer owners than configured now. */
    static long segmentsBelowOwners(CacheReport cache) {
        return isOwned(cache)
                ? cache.ring().segments().stream()
                        .filter(segment -> copies(segment) < cache.owners())
                        .count()
                : 0;
    }

    private static void judge(CacheReport cache, List<Reason> reasons) {
        String name = "Cache '" + cache.name() + "'";
        if (!cache.availability().equals("AVAILABLE")) {
            reasons.add(new Reason(Level.RED, name + " is not fully available: " + cache.availability()));
        }
        if (!isOwned(cache)) {
            return;
        }
        long lost = cache.ring().segments().stream()
                .filter(segment -> copies(segment) == 0)
                .count();
        if (lost > 0) {
            reasons.add(new Reason(Level.RED, name + ": " + segments(lost) + " without any owner"));
        }
        boolean stuck = !cache.rebalancingEnabled() || cache.rebalancing().equals("SUSPENDED");
        long below = segmentsBelowOwners(cache) - lost;
        if (below > 0) {
            reasons.add(new Reason(
                    stuck ? Level.RED : Level.AMBER,
                    name + ": " + segments(below) + " with fewer than " + cache.owners() + " owners"
                            + (stuck ? ", and rebalancing is off" : "")));
        } else if (stuck) {
            reasons.add(new Reason(Level.AMBER, name + ": rebalancing is off"));
        }
    }

    private static void judge(List<MemberReport> members, List<Reason> reasons) {
        for (MemberReport member : members) {
            if (!member.answered()) {
                reasons.add(new Reason(Level.AMBER, "Member '" + member.member() + "' does not answer"));
            }
            member.eviction().forEach((cache, eviction) -> {
                if (eviction.policyFailures() > 0) {
                    reasons.add(new Reason(
                            Level.AMBER,
                            "Cache '" + cache + "' on member '" + member.member() + "': policy " + eviction.policy()
                                    + " misbehaved and was replaced by lru"));
                }
            });
            member.filter().forEach((cache, filter) -> {
                if (filter.auditFailures() > 0) {
                    reasons.add(new Reason(
                            Level.AMBER,
                            "Cache '" + cache + "' on member '" + member.member() + "': "
                                    + filter.auditFailures() + " of " + filter.audits()
                                    + " checked answers of negative lookup were wrong; turn it off"));
                }
            });
        }
        TreeSet<String> versions = members.stream()
                .map(MemberReport::version)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (versions.size() > 1) {
            reasons.add(new Reason(Level.AMBER, "Members run different versions: " + String.join(", ", versions)));
        }
    }

    private static void judgeHistory(GridReport grid, List<Reason> reasons) {
        long merges = grid.history().stream()
                .filter(event -> event.kind() == GridEvent.Kind.MERGE && isOfTheGrid(event))
                .filter(event -> event.at().plus(MERGE_MATTERS).isAfter(grid.takenAt()))
                .count();
        if (merges > 0) {
            reasons.add(new Reason(
                    Level.AMBER,
                    (merges == 1 ? "A network partition was" : merges + " network partitions were")
                            + " merged in the last " + MERGE_MATTERS.toMinutes() + " minutes"));
        }
    }

    /* What was settled of each cache afterwards is told as a merge of that cache. */
    private static boolean isOfTheGrid(GridEvent event) {
        return event.subject().isEmpty();
    }

    private static boolean isOwned(CacheReport cache) {
        return cache.mode().startsWith("DIST") || cache.mode().startsWith("REPL");
    }

    private static int copies(Segment segment) {
        return segment.primary().isEmpty()
                ? segment.backups().size()
                : 1 + segment.backups().size();
    }

    private static String segments(long number) {
        return number == 1 ? "1 segment" : number + " segments";
    }
}
