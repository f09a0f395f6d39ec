package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.SaidReport;
import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.TombstonesReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicationReasonsTest {

    private static final Instant NOW = Instant.parse("2026-01-11T00:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(3);
    private static final Duration GRACE = Duration.ofDays(10);

    @Test
    void of_aQuietGrid_isNothing() {
        assertThat(reasons(
                        member(owes(0, Duration.ZERO, false), 0, NOW.minus(Duration.ofDays(1))),
                        member(owes(3, Duration.ofMinutes(89), false), 0, null)))
                .isEmpty();
    }

    @Test
    void of_aMemberThatNeedsRepair_isSaidOnceHoweverManySaySo() {
        MemberReport says = member(owes(0, Duration.ZERO, true), 0, null);

        assertThat(reasons(says, says))
                .containsExactly(
                        "Cache 'c': member 'b' may lack writes that no hint is kept for; comparing owners repairs it");
    }

    @Test
    void of_hintsThatAreOld_namesWhoIsOwed() {
        assertThat(reasons(member(owes(1, Duration.ofMinutes(90), false), 0, null)))
                .containsExactly("Cache 'c': member 'b' has been owed writes for more than half of the window");
    }

    @Test
    void of_deletesNotRememberedOrLongNotCompared_saysSo() {
        assertThat(reasons(member(owes(0, Duration.ZERO, false), 2, NOW.minus(Duration.ofDays(7)))))
                .containsExactly(
                        "Cache 'c': deletes were not remembered for want of room; owners must be compared",
                        "Cache 'c': owners were last compared more than 70 % of the time ago for which deletes are kept");
    }

    private static List<String> reasons(MemberReport... members) {
        return ReplicationReasons.of(List.of(members), NOW);
    }

    private static HandoffReport owes(int pending, Duration oldest, boolean needsRepair) {
        HandoffReport.Target target = new HandoffReport.Target("b", pending, oldest.toMillis(), false, needsRepair);
        return new HandoffReport(
                pending, 0, 1, oldest.toMillis(), WINDOW.toMillis(), 1, 0, 0, 0, 0, 0, List.of(target));
    }

    private static MemberReport member(HandoffReport handoff, int needFullCompare, @Nullable Instant compared) {
        TombstonesReport tombstones =
                new TombstonesReport(0, 0, 1, 0, GRACE.toMillis(), 0, 0, Map.of(), needFullCompare, 0, 0, null);
        AntiEntropyReport comparisons = new AntiEntropyReport(
                false,
                false,
                true,
                "interval",
                compared,
                compared,
                compared,
                null,
                0,
                1,
                1,
                1,
                0,
                0,
                Map.of(),
                null,
                1,
                0,
                Map.of(),
                0,
                0,
                0);
        return SaidReport.of("a")
                .tombstones("c", tombstones)
                .handoff("c", handoff)
                .antiEntropy("c", comparisons)
                .report();
    }
}
