package io.spandrel.grid.infinispan.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.Calls;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.ReadPath;
import io.spandrel.grid.infinispan.report.PastMoments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinispan.distribution.Ownership;
import org.junit.jupiter.api.Test;

/** The last minute of calls, by a clock that the test moves. */
class PastCallsTest {

    private long nanos = 7_000_000_000_000L;
    private final KeyCalls calls =
            new KeyCalls(new ReadPaths(Set.of(ReadPath.MEMORY, ReadPath.MEMBER, ReadPath.MISSED)), () -> nanos);

    @Test
    void lastMinute_ofAYoungerCache_isAllSinceItsStart() {
        calls.recordHit(1_000, Ownership.PRIMARY);
        pass(42);
        calls.recordStore(2_000, Ownership.PRIMARY);

        CallsReport report = calls.report();

        assertThat(report.lastMinute()).isEqualTo(report.sinceStart());
        assertThat(report.lastMinute().reads().count()).isEqualTo(1);
        assertThat(report.lastMinuteMillis()).isEqualTo(42_000);
    }

    @Test
    void lastMinute_callsOfAMinuteAgo_areNotOfIt() {
        calls.recordStore(900_000, Ownership.PRIMARY);
        calls.recordRemoveHit(800_000, Ownership.PRIMARY);
        pass(62);
        calls.recordStore(3_000, Ownership.PRIMARY);
        calls.recordRemoveMiss(4_000, Ownership.PRIMARY);
        pass(3);

        CallsReport report = calls.report();

        assertThat(report.sinceStart().writes().count()).isEqualTo(2);
        assertThat(report.lastMinute().writes())
                .isEqualTo(new LatencyHistogram(List.of(new LatencyHistogram.Range(3_071, 1)), 3_071));
        assertThat(report.lastMinute().removes().count()).isEqualTo(1);
        assertThat(report.lastMinute().removes().maxNanos()).isEqualTo(4_095);
    }

    @Test
    void lastMinute_readsOnEachPath_areTheirDifference() {
        calls.recordHit(1_000, Ownership.PRIMARY);
        calls.recordHit(1_000, Ownership.NON_OWNER);
        calls.recordMiss(1_000, Ownership.PRIMARY);
        pass(65);
        calls.recordHit(1_000, Ownership.NON_OWNER);
        calls.recordMiss(1_000, Ownership.BACKUP);
        calls.recordMiss(1_000, Ownership.NON_OWNER);

        Calls lastMinute = calls.report().lastMinute();

        assertThat(lastMinute.readPaths())
                .isEqualTo(Map.of(ReadPath.MEMORY, 0L, ReadPath.MEMBER, 1L, ReadPath.MISSED, 2L));
        assertThat(lastMinute.reads().count()).isEqualTo(3);
    }

    /* Whatever the second it is asked at, a minute is between 60 and 65 seconds. */
    @Test
    void lastMinute_askedAtAnyTime_isOneOfSixtyToSixtyFiveSeconds() {
        pass(65);
        for (int second = 0; second < 120; second++) {
            pass(1);

            assertThat(calls.report().lastMinuteMillis()).isBetween(60_000L, 65_000L);
        }
    }

    @Test
    void moments_overHours_areAsManyAsFit() {
        pass(7_200);

        assertThat(calls.past().moments()).isEqualTo(PastCalls.MOMENTS_MAX);
    }

    /* Nobody called since: what was counted is kept once. */
    @Test
    void moments_ofAnIdleCache_shareWhatTheyHold() {
        calls.recordHit(1_000, Ownership.PRIMARY);
        pass(10);
        LatencyCounts kept =
                calls.past().minuteBefore(nanos + 60_000_000_000L).counts().ownHits();

        pass(70);

        assertThat(calls.past().minuteBefore(nanos).counts().ownHits()).isSameAs(kept);
    }

    /** As the keeper of the member's past does, every five seconds by the clock. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nanos += Duration.ofSeconds(1).toNanos();
            if (Duration.ofNanos(nanos).toSeconds() % PastMoments.INTERVAL.toSeconds() == 0) {
                calls.remember();
            }
        }
    }
}
