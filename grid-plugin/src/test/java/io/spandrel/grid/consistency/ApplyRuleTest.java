package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyRuleTest {

    private static final long NOW = 1_000_000;

    private final HybridLogicalClock clock =
            new HybridLogicalClock(1, () -> Instant.ofEpochMilli(NOW), Duration.ofMillis(500), Version.NONE);
    private final ApplyRule rule = new ApplyRule(clock);

    @ParameterizedTest(name = "held {0}, incoming {1}: {2}")
    @CsvSource({
        "absent, value@5,     APPLY",
        "absent, tombstone@5, APPLY",
        "value@5, value@6,     APPLY",
        "value@5, tombstone@6, APPLY",
        "value@5, value@5,     SAME",
        "value@5, tombstone@5, APPLY",
        "value@5, value@4,     OLDER",
        "value@5, tombstone@4, OLDER",
        "tombstone@5, value@4,     OLDER",
        "tombstone@5, value@5,     OLDER",
        "tombstone@5, tombstone@5, SAME",
        "tombstone@5, value@6,     APPLY",
    })
    void decide_byVersionThenTombstone(String held, String incoming, Verdict verdict) {
        assertThat(rule.decide(digest(held), digest(incoming), Version.NONE, Version.NONE))
                .isEqualTo(verdict);
    }

    @Test
    void decide_writtenBeforeTheClear_isCleared() {
        assertThat(rule.decide(Digest.ABSENT, digest("value@5"), version(5), Version.NONE))
                .isEqualTo(Verdict.CLEARED);
        assertThat(rule.decide(Digest.ABSENT, digest("value@6"), version(5), Version.NONE))
                .isEqualTo(Verdict.APPLY);
    }

    @Test
    void decide_absentAndDeletesForgotten_leavesOlderValuesUndecided() {
        assertThat(rule.decide(Digest.ABSENT, digest("value@5"), Version.NONE, version(5)))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(rule.decide(Digest.ABSENT, digest("value@6"), Version.NONE, version(5)))
                .isEqualTo(Verdict.APPLY);
        assertThat(rule.decide(Digest.ABSENT, digest("tombstone@6"), Version.NONE, version(5)))
                .isEqualTo(Verdict.APPLY);
        assertThat(rule.decide(digest("value@4"), digest("value@5"), Version.NONE, version(5)))
                .isEqualTo(Verdict.APPLY);
    }

    @Test
    void decide_absentAndDeletesForgotten_olderTombstoneDoesNotHideThat() {
        assertThat(rule.decide(Digest.ABSENT, digest("tombstone@4"), Version.NONE, version(5)))
                .isEqualTo(Verdict.OLDER);
        assertThat(rule.decide(Digest.ABSENT, digest("tombstone@5"), Version.NONE, version(5)))
                .isEqualTo(Verdict.OLDER);
    }

    @Test
    void decide_furtherAheadThanTheLimit_isRefusedAndLeavesTheClock() {
        Digest ahead = Digest.value(Version.of(NOW + 501, 0, 2), Digest.NEVER);

        assertThat(rule.decide(Digest.ABSENT, ahead, Version.NONE, Version.NONE))
                .isEqualTo(Verdict.AHEAD);
        assertThat(clock.next(Version.NONE)).isLessThan(ahead.version());
    }

    @Test
    void decide_acceptedOrNot_theClockHearsOfIt() {
        Digest older = Digest.value(Version.of(NOW + 400, 0, 2), Digest.NEVER);

        rule.decide(Digest.tombstone(Version.of(NOW + 450, 0, 2)), older, Version.NONE, Version.NONE);

        assertThat(clock.next(Version.NONE)).isGreaterThan(older.version());
    }

    @ParameterizedTest
    @CsvSource({"APPLY, true", "SAME, true", "OLDER, true", "CLEARED, true", "AHEAD, false", "UNDECIDED, false"})
    void confirms_onlyIfTheStateOrANewerOneIsHeld(Verdict verdict, boolean confirms) {
        assertThat(verdict.confirms()).isEqualTo(confirms);
    }

    @Test
    void at_deadlinePassed_valueIsItsOwnTombstone() {
        Digest expiring = Digest.value(version(5), NOW);

        assertThat(expiring.at(NOW - 1)).isEqualTo(expiring);
        assertThat(expiring.at(NOW)).isEqualTo(Digest.tombstone(version(5)));
        assertThat(expiring.at(NOW).newerThan(expiring)).isTrue();
    }

    @Test
    void in_clearedSegment_nothingIsATombstoneOfTheClear() {
        assertThat(Digest.ABSENT.in(Version.NONE, Version.NONE)).isEqualTo(Digest.ABSENT);
        assertThat(Digest.ABSENT.in(version(5), Version.NONE)).isEqualTo(Digest.tombstone(version(5)));
        assertThat(digest("value@5").in(version(5), Version.NONE)).isEqualTo(Digest.tombstone(version(5)));
        assertThat(digest("value@6").in(version(5), version(7))).isEqualTo(digest("value@6"));
        assertThat(Digest.ABSENT.in(version(5), version(7)).kind()).isEqualTo(Digest.Kind.FORGOTTEN);
        assertThat(Digest.ABSENT.in(version(7), version(5))).isEqualTo(Digest.tombstone(version(7)));
    }

    private static Digest digest(String text) {
        String[] parts = text.split("@", 2);
        return switch (parts[0]) {
            case "value" -> Digest.value(version(Integer.parseInt(parts[1])), Digest.NEVER);
            case "tombstone" -> Digest.tombstone(version(Integer.parseInt(parts[1])));
            default -> Digest.ABSENT;
        };
    }

    private static long version(int millis) {
        return Version.of(millis, 0, 1);
    }
}
