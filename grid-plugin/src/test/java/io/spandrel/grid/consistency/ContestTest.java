package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A and B were together from 100 to 200, C alone from 110 to 190, D alone from 120 to 180. */
class ContestTest {

    private static final int A = 1;
    private static final int B = 2;
    private static final int C = 3;
    private static final int D = 4;

    private static final Separations<String> APART = new Separations<>(List.of(
            new Separation<>(A, Set.of("A", "B"), at(100, A), at(200, A)),
            new Separation<>(B, Set.of("A", "B"), at(100, B), at(200, B)),
            new Separation<>(C, Set.of("C"), at(110, C), at(190, C)),
            new Separation<>(D, Set.of("D"), at(120, D), at(180, D))));

    private static long at(long millis, int member) {
        return Version.of(millis, 0, member);
    }

    private static Digest value(long millis, int member) {
        return Digest.value(at(millis, member), Digest.NEVER);
    }

    private static Digest delete(long millis, int member) {
        return Digest.tombstone(at(millis, member));
    }

    /** Held by owners named owner-0, owner-1 and so on. */
    private static Contest<String> contest(Digest... held) {
        Map<String, Digest> byOwner = new LinkedHashMap<>();
        for (Digest one : held) {
            byOwner.put("owner-" + byOwner.size(), one);
        }
        return Contest.of(byOwner, APART);
    }

    private static List<Digest> rivals(Contest<String> contest) {
        return contest.rivals().stream().map(Contest.Entrant::digest).toList();
    }

    @Test
    void of_bothSidesHaveWritten_theOlderIsARival() {
        Contest<String> contest = contest(value(150, A), value(140, C), value(150, A));

        assertThat(contest.newest().digest()).isEqualTo(value(150, A));
        assertThat(rivals(contest)).containsExactly(value(140, C));
        assertThat(contest.rivals().get(0).holder()).isEqualTo("owner-1");
        assertThat(contest.open()).isTrue();
    }

    @Test
    void of_oneSideHasWritten_theValueOfBeforeIsStale() {
        assertThat(contest(value(150, A), value(90, A)).rivals()).isEmpty();
        assertThat(contest(value(150, C), value(105, C)).rivals()).isEmpty();
    }

    @Test
    void of_oneSideHadNotNoticedYet_mayHaveASuccessor() {
        assertThat(contest(value(99, A), value(150, C)).rivals()).isEmpty();
        assertThat(contest(value(150, A), value(109, C)).rivals()).isEmpty();
    }

    @Test
    void of_writtenAfterTheMergeHadBegun_isASuccessorOfAll() {
        assertThat(contest(value(201, A), value(150, C)).rivals()).isEmpty();
    }

    @Test
    void of_membersOfOneSide_theOlderIsStale() {
        assertThat(contest(value(150, A), value(140, B)).rivals()).isEmpty();
    }

    @Test
    void of_aSideWroteTwice_itsFirstWriteIsNoRival() {
        assertThat(rivals(contest(value(150, A), value(140, C), value(130, B), value(125, C))))
                .containsExactly(value(140, C));
    }

    @Test
    void of_threeSides_eachHasARival() {
        assertThat(rivals(contest(value(130, D), value(150, A), value(140, C))))
                .containsExactly(value(140, C), value(130, D));
    }

    @Test
    void of_writtenByWhoIsNotThere_isNoRival() {
        assertThat(contest(value(150, A), value(140, 9)).rivals()).isEmpty();
        assertThat(contest(value(150, 9), value(140, A)).rivals()).isEmpty();
    }

    @Test
    void of_theNewestIsADelete_isNoConflict() {
        assertThat(contest(delete(150, A), value(140, C)).rivals()).isEmpty();
    }

    @Test
    void open_theOlderIsADelete_isNot() {
        Contest<String> contest = contest(value(150, A), delete(140, C));

        assertThat(rivals(contest)).containsExactly(delete(140, C));
        assertThat(contest.open()).isFalse();
    }

    /* To choose it would undo the delete of a third side. */
    @Test
    void of_olderThanADelete_isNoRival() {
        assertThat(rivals(contest(value(150, A), delete(140, C), value(130, D))))
                .containsExactly(delete(140, C));
    }

    @Test
    void eligible_newerThanADelete_is() {
        Contest<String> contest = contest(value(150, A), value(140, C), delete(130, D));

        assertThat(contest.rivals()).extracting(Contest.Entrant::eligible).containsExactly(true, false);
    }

    /* A delete may be among those that were forgotten. */
    @Test
    void of_olderThanWhatWasForgotten_isNoRival() {
        Digest forgotten = new Digest(Digest.Kind.FORGOTTEN, at(140, C), Digest.NEVER);

        assertThat(contest(value(150, A), forgotten, value(130, D)).rivals()).isEmpty();
    }

    @Test
    void of_anOwnerHasNothing_isNoConflict() {
        assertThat(contest(value(150, A), Digest.ABSENT).rivals()).isEmpty();
    }

    @Test
    void of_theSameVersion_isNoConflict() {
        assertThat(contest(delete(150, A), value(150, A)).rivals()).isEmpty();
    }

    @Test
    void settledBy_anybody_isNewerThanAllAndHasNoRival() {
        long settled = APART.settledBy(D);

        assertThat(settled).isGreaterThan(at(199, B)).isNotEqualTo(APART.settledBy(C));
        for (int member : List.of(A, B, C, D)) {
            Digest chosen = Digest.value(APART.settledBy(member), Digest.NEVER);
            Contest<String> again = contest(chosen, value(150, A), value(140, C), value(130, D));
            assertThat(again.newest().digest()).isEqualTo(chosen);
            assertThat(again.rivals()).isEmpty();
        }
    }

    @Test
    void separations_twoMembersOfOneNumber_areNotBelieved() {
        Separations<String> twice = new Separations<>(List.of(
                new Separation<>(A, Set.of("A"), at(100, A), at(200, A)),
                new Separation<>(A, Set.of("A2"), at(100, A), at(200, A)),
                new Separation<>(C, Set.of("C"), at(100, C), at(200, C))));

        assertThat(twice.concurrent(at(150, A), at(140, C))).isFalse();
    }

    @Test
    void separations_somebodyWasOnBothSides_mayHaveTold() {
        Separations<String> bridged = new Separations<>(List.of(
                new Separation<>(A, Set.of("A", "B"), at(100, A), at(200, A)),
                new Separation<>(C, Set.of("C", "B"), at(100, C), at(200, C))));

        assertThat(bridged.concurrent(at(150, A), at(140, C))).isFalse();
    }

    @Test
    void separations_ofNobody_makeNoConflict() {
        Separations<String> none = new Separations<>(List.of());

        assertThat(none.end()).isEqualTo(Version.NONE);
        assertThat(none.concurrent(at(150, A), at(140, C))).isFalse();
    }
}
