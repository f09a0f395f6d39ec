package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeoverTest {

    private static final ExpectedOwners<String> THREE = ExpectedOwners.of(List.of("A", "B", "C"));

    @Test
    void takeover_majorityPromises_floorIsTheHighestOfThem() {
        Takeover<String> takeover = new Takeover<>(THREE);

        takeover.promised("B", 9);
        takeover.failed("C");
        assertThat(takeover.floor().toCompletableFuture()).isNotDone();
        takeover.promised("A", 7);

        assertThat(takeover.floor().toCompletableFuture()).isCompletedWithValue(9L);
    }

    @Test
    void takeover_minority_failsAndNamesThem() {
        Takeover<String> takeover = new Takeover<>(THREE);

        takeover.promised("A", 7);
        takeover.failed("B");
        takeover.failed("C");

        assertThatThrownBy(() -> takeover.floor().toCompletableFuture().join())
                .hasCauseInstanceOf(OwnersUnreachableException.class)
                .hasMessageContaining("2 of [A, B, C]; promised: [A]");
    }

    @Test
    void fence_afterAPromise_refusesThePredecessor() {
        Fence fence = new Fence(2);
        long first = Ballot.after(0, 3);
        long second = Ballot.after(first, 1);

        assertThat(fence.admits(1, first)).isTrue();
        assertThat(fence.promise(1, second)).isTrue();

        assertThat(fence.admits(1, first)).isFalse();
        assertThat(fence.promise(1, first)).isFalse();
        assertThat(fence.admits(1, second)).isTrue();
        assertThat(fence.admits(0, first)).isTrue();
    }

    @Test
    void admits_newerBallot_isAPromise() {
        Fence fence = new Fence(1);
        long first = Ballot.after(0, 3);

        fence.admits(0, Ballot.after(first, 3));

        assertThat(fence.admits(0, first)).isFalse();
    }

    @Test
    void after_twoMembers_differentAndHigher() {
        long first = Ballot.after(0, 1);

        assertThat(Ballot.after(0, 2)).isNotEqualTo(first);
        assertThat(Ballot.after(first, 0)).isGreaterThan(Ballot.after(0, Version.MEMBER_MAX));
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "4,false", "5,true", "6,true"})
    void needsAnnouncement_twoOwnersCanBeOutsideAMajority(int owners, boolean needed) {
        ExpectedOwners<Integer> stable =
                ExpectedOwners.of(IntStream.range(0, owners).boxed().toList());

        assertThat(Takeover.needsAnnouncement(stable)).isEqualTo(needed);
        assertThat(Takeover.needsAnnouncement(stable.movingTo(List.of(7)))).isTrue();
    }
}
