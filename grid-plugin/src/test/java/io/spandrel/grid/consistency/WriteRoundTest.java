package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteRoundTest {

    private static final ExpectedOwners<String> THREE = ExpectedOwners.of(List.of("A", "B", "C"));

    private final Set<String> owed = new TreeSet<>();
    private final Debts<String> debts = new Debts<>() {
        @Override
        public void owe(String member) {
            assertThat(owed.add(member)).as("owed once").isTrue();
        }

        @Override
        public void settle(String member) {
            assertThat(owed.remove(member)).as("was owed").isTrue();
        }
    };

    @ParameterizedTest
    @CsvSource({"ONE,5,1", "QUORUM,1,1", "QUORUM,2,2", "QUORUM,3,2", "QUORUM,4,3", "QUORUM,5,3", "ALL,4,4"})
    void needed_byLevel(ConsistencyLevel level, int owners, int needed) {
        assertThat(ExpectedOwners.needed(level, owners)).isEqualTo(needed);
    }

    /* The others may have made new owners, who know nothing of this write. */
    @Test
    void start_moreThanHalfOfTheMembersAreOutOfSight_isRefusedAboveOne() {
        ExpectedOwners<String> few = THREE.seenByFew();

        assertThat(few.met(ConsistencyLevel.QUORUM, Set.of("A", "B", "C"))).isFalse();
        assertThat(few.met(ConsistencyLevel.ALL, Set.of("A", "B", "C"))).isFalse();
        assertThat(few.met(ConsistencyLevel.ONE, Set.of("A"))).isTrue();
        assertThat(round(few, ConsistencyLevel.QUORUM, Set.of(), Set.of()).targets())
                .isEmpty();
    }

    @Test
    void owners_nobody_isRefused() {
        assertThatThrownBy(() -> ExpectedOwners.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void write_majorityAcknowledges_doneAndTheRestAwaited() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());
        assertThat(round.targets()).containsExactlyInAnyOrder("B", "C");
        assertThat(outcome(round)).isNull();

        round.acknowledged("C");

        assertThat(outcome(round)).isEqualTo(Outcome.DONE);
        assertThat(owed).isEmpty();
    }

    @Test
    void write_levelOne_isDoneAtOnceAndOwedLater() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.ONE, Set.of("C"), Set.of());

        assertThat(outcome(round)).isEqualTo(Outcome.DONE);
        assertThat(owed).containsExactly("C");

        round.unreachable("B");
        assertThat(owed).containsExactly("B", "C");
    }

    @Test
    void write_slowOwner_isOwedAndNotAwaited_lateAckSettles() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());
        round.acknowledged("B");

        round.slow();
        assertThat(owed).containsExactly("C");

        round.acknowledged("C");
        assertThat(owed).isEmpty();
    }

    @Test
    void write_ownerKnownToBeSlow_isNotAskedAndOwed() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of("C"));
        assertThat(round.targets()).containsExactly("B");
        assertThat(owed).isEmpty();

        round.acknowledged("B");

        assertThat(outcome(round)).isEqualTo(Outcome.DONE);
        assertThat(owed).containsExactly("C");
    }

    @Test
    void write_slowOwnerIsNeeded_isAskedAllTheSame() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.ALL, Set.of(), Set.of("C"));

        assertThat(round.targets()).containsExactlyInAnyOrder("B", "C");
    }

    @Test
    void write_tooFewReachable_isRefusedBeforeAnythingIsSent() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of("B", "C"), Set.of());

        assertThat(outcome(round)).isEqualTo(Outcome.NOT_DONE);
        assertThat(round.targets()).isEmpty();
        round.timeout();
        assertThat(owed).isEmpty();
    }

    @Test
    void write_allRefuse_isNotDoneAndNothingIsOwed() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());

        round.refused("B");
        assertThat(outcome(round)).isNull();
        round.refused("C");

        assertThat(outcome(round)).isEqualTo(Outcome.NOT_DONE);
        assertThat(owed).isEmpty();
    }

    @Test
    void write_oneRefusesOneIsLost_isUnknownAndOwedToAll() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());

        round.refused("B");
        round.unreachable("C");

        assertThat(outcome(round)).isEqualTo(Outcome.UNKNOWN);
        assertThat(owed).containsExactly("A", "B", "C");
    }

    @Test
    void write_timeUp_isUnknown_lateAcksSettleOnly() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());

        round.timeout();
        assertThat(outcome(round)).isEqualTo(Outcome.UNKNOWN);

        round.acknowledged("B");
        assertThat(outcome(round)).isEqualTo(Outcome.UNKNOWN);
        assertThat(owed).containsExactly("A", "C");
    }

    @Test
    void write_refusedAfterDone_isOwed() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());
        round.acknowledged("B");

        round.refused("C");

        assertThat(outcome(round)).isEqualTo(Outcome.DONE);
        assertThat(owed).containsExactly("C");
    }

    @Test
    void write_ownersThatLeftMeanwhile_areStillCountedAgainst() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.ALL, Set.of(), Set.of());
        round.acknowledged("B");

        round.unreachable("C");

        assertThat(outcome(round)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void write_segmentMoves_needsAMajorityOfBothGroups() {
        ExpectedOwners<String> moving = THREE.movingTo(List.of("A", "D", "E"));
        WriteRound<String> round = round(moving, ConsistencyLevel.QUORUM, Set.of(), Set.of());
        assertThat(round.targets()).containsExactlyInAnyOrder("B", "C", "D", "E");

        round.acknowledged("B");
        round.acknowledged("C");
        assertThat(outcome(round)).isNull();

        round.acknowledged("E");
        assertThat(outcome(round)).isEqualTo(Outcome.DONE);
    }

    @Test
    void write_acksOfStrangers_doNotCount() {
        WriteRound<String> round = round(THREE, ConsistencyLevel.QUORUM, Set.of(), Set.of());

        round.acknowledged("Z");

        assertThat(outcome(round)).isNull();
    }

    private WriteRound<String> round(
            ExpectedOwners<String> owners, ConsistencyLevel level, Set<String> unreachable, Set<String> slow) {
        return new WriteRound<>(owners, level, "A", unreachable::contains, slow::contains, debts);
    }

    private static @Nullable Outcome outcome(WriteRound<String> round) {
        return round.outcome().toCompletableFuture().getNow(null);
    }
}
