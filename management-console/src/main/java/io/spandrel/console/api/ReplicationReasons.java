package io.spandrel.console.api;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.TombstonesReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What handoff, tombstones and anti-entropy have to say of a grid that is worth a look; nothing while all is well. */
final class ReplicationReasons {

    /** Of the window: a member that is owed something for longer may have to be repaired soon. */
    private static final double LONG_OWED = 0.5;

    /** Of grace: by then owners should have been compared. */
    private static final double LONG_NOT_COMPARED = 0.7;

    private final Instant now;
    private final Set<String> reasons = new LinkedHashSet<>();

    private ReplicationReasons(Instant now) {
        this.now = now;
    }

    /** One line each, and each once, however many members say so. */
    static List<String> of(Collection<MemberReport> members, Instant now) {
        ReplicationReasons all = new ReplicationReasons(now);
        for (MemberReport member : members) {
            member.handoff().forEach(all::handoff);
            member.tombstones()
                    .forEach((cache, tombstones) -> all.tombstones(
                            cache, tombstones, member.antiEntropy().get(cache)));
        }
        return List.copyOf(all.reasons);
    }

    private void handoff(String cache, HandoffReport report) {
        for (HandoffReport.Target target : report.targets()) {
            String who = "Cache '" + cache + "': member '" + target.member() + "' ";
            if (target.needsRepair()) {
                reasons.add(who + "may lack writes that no hint is kept for; comparing owners repairs it");
            }
            if (target.pending() > 0 && target.oldestMillis() >= LONG_OWED * report.windowMillis()) {
                reasons.add(who + "has been owed writes for more than half of the window");
            }
        }
    }

    private void tombstones(String cache, TombstonesReport report, @Nullable AntiEntropyReport comparisons) {
        if (report.needFullCompare() > 0) {
            reasons.add("Cache '" + cache + "': deletes were not remembered for want of room; owners must be compared");
        }
        Instant last = comparisons == null ? null : comparisons.complete();
        if (last != null && Duration.between(last, now).toMillis() >= LONG_NOT_COMPARED * report.graceMillis()) {
            reasons.add("Cache '" + cache
                    + "': owners were last compared more than 70 % of the time ago for which deletes are kept");
        }
    }
}
