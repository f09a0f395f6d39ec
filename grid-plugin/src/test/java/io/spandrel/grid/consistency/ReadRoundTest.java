package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.ReadRound.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadRoundTest {

    private static final ExpectedOwners<String> THREE = ExpectedOwners.of(List.of("A", "B", "C"));
    private static final Digest OLD = Digest.value(5, Digest.NEVER);
    private static final Digest NEW = Digest.value(7, Digest.NEVER);
    private static final Digest DELETED = Digest.tombstone(8);

    @Test
    void read_ownersAgree_isEstablishedAndNobodyBehind() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of("C", "A"));
        assertThat(round.start()).containsExactly("C", "A");

        round.answered("C", NEW);
        assertThat(result(round)).isNull();
        round.answered("A", NEW);

        assertThat(result(round)).isEqualTo(new Result<>(NEW, List.of("C", "A"), List.of(), true, false));
    }

    @Test
    void read_ownersDiffer_newestWinsAndTheOthersAreToBeRepaired() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.ALL, List.of());
        round.start();

        round.answered("A", OLD);
        round.answered("B", DELETED);
        round.answered("C", NEW);

        assertThat(result(round)).isEqualTo(new Result<>(DELETED, List.of("B"), List.of("A", "C"), false, false));
    }

    @Test
    void read_sameVersionOneDeleted_tombstoneWins() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        round.start();

        round.answered("A", Digest.tombstone(7));
        round.answered("B", NEW);

        assertThat(result(round))
                .isEqualTo(new Result<>(Digest.tombstone(7), List.of("A"), List.of("B"), false, false));
    }

    @Test
    void read_oneOwnerForgotDeletes_isUndecidedOnlyIfAnotherHasAnOlderValue() {
        Digest forgotten = Digest.ABSENT.in(Version.NONE, 6);
        ReadRound<String> older = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        older.answered("A", forgotten);
        older.answered("B", OLD);
        ReadRound<String> newer = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        newer.answered("A", forgotten);
        newer.answered("B", NEW);
        ReadRound<String> nothing = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        nothing.answered("A", forgotten);
        nothing.answered("B", Digest.ABSENT);

        assertThat(result(older)).matches(Result::undecided);
        assertThat(result(newer)).isEqualTo(new Result<>(NEW, List.of("B"), List.of("A"), false, false));
        assertThat(result(nothing)).matches(found -> !found.undecided());
    }

    @Test
    void read_ownerUnreachable_isReplacedByTheNext() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of("A", "B", "C"));
        round.start();

        assertThat(round.unreachable("A")).containsExactly("C");
        round.answered("B", NEW);
        round.answered("C", NEW);

        assertThat(result(round)).isNotNull();
    }

    /** All owners can be reached, and yet the others may have made new ones. */
    @Test
    void read_ownersAreAmongAMinority_failsAtOnce() {
        ReadRound<String> round = new ReadRound<>(THREE.seenByFew(), ConsistencyLevel.QUORUM, List.of());

        assertThat(round.start()).isEmpty();

        assertThat(round.result().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void read_ownerSlow_theNextIsAskedAndWhoeverAnswersCounts() {
        ReadRound<String> next = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        next.start();
        next.answered("A", NEW);
        ReadRound<String> late = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        late.start();
        late.answered("A", NEW);

        assertThat(next.slow()).containsExactly("C");
        assertThat(late.slow()).containsExactly("C");
        next.answered("C", NEW);
        late.answered("B", NEW);

        assertThat(result(next)).matches(found -> found.holders().equals(List.of("A", "C")));
        assertThat(result(late)).matches(found -> found.holders().equals(List.of("A", "B")));
    }

    @Test
    void read_allSlowAndNobodyLeft_waitsForThem() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.ALL, List.of());
        round.start();

        assertThat(round.slow()).isEmpty();
        assertThat(result(round)).isNull();
        List.of("A", "B", "C").forEach(owner -> round.answered(owner, NEW));

        assertThat(result(round)).isNotNull();
        assertThat(round.slow()).isEmpty();
    }

    @Test
    void read_tooFewReachable_failsAndNamesThem() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        round.start();

        round.answered("C", NEW);
        round.unreachable("A");
        round.unreachable("B");

        assertThatThrownBy(() -> result(round))
                .hasCauseInstanceOf(OwnersUnreachableException.class)
                .hasMessageContaining("a read at QUORUM needs 2 of [A, B, C]; answered: [C], unreachable: [A, B]");
    }

    @Test
    void read_unreachableBeforeItIsAsked_isNotAskedAndFailsTheRead() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of("A", "B", "C"));
        round.start();

        assertThat(round.unreachable("C")).isEmpty();
        assertThat(result(round)).isNull();
        assertThat(round.unreachable("A")).isEmpty();

        assertThatThrownBy(() -> result(round)).hasCauseInstanceOf(OwnersUnreachableException.class);
    }

    @Test
    void read_answerAfterAll_countsThoughGivenUpBefore() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.QUORUM, List.of());
        round.start();
        round.unreachable("A");

        round.answered("A", NEW);
        round.answered("B", NEW);

        assertThat(result(round)).isNotNull();
    }

    @Test
    void answered_afterTheResultAndBehind_isToBeRepaired() {
        ReadRound<String> round = new ReadRound<>(THREE, ConsistencyLevel.ONE, List.of("A"));
        assertThat(round.start()).containsExactly("A");

        assertThat(round.answered("A", NEW)).isFalse();
        assertThat(round.answered("B", OLD)).isTrue();
        assertThat(round.answered("C", NEW)).isFalse();
    }

    @Test
    void read_segmentMoves_asksAMajorityOfBothGroups() {
        ReadRound<String> round =
                new ReadRound<>(THREE.movingTo(List.of("D", "E", "F")), ConsistencyLevel.QUORUM, List.of("D", "A"));

        assertThat(round.start()).containsExactly("D", "A", "B", "C", "E");
        round.answered("A", NEW);
        round.answered("B", NEW);
        round.answered("D", Digest.ABSENT);
        assertThat(result(round)).isNull();
        round.answered("E", Digest.ABSENT);

        assertThat(result(round)).isEqualTo(new Result<>(NEW, List.of("A", "B"), List.of("D", "E"), false, false));
    }

    private static @Nullable Result<String> result(ReadRound<String> round) {
        return round.result().toCompletableFuture().getNow(null);
    }
}
