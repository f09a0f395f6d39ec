package io.spandrel.it.faults.check;

import static io.spandrel.it.faults.check.Histories.put;
import static io.spandrel.it.faults.check.Histories.remove;
import static io.spandrel.it.faults.check.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurvivalTest {

    @Test
    void of_acknowledgedValueThere_isFine() {
        Survival survival = judge("b", "b", put("a", 1, 2), put("b", 3, 4));

        assertThat(survival.lost()).isFalse();
        assertThat(survival.resurrected()).isFalse();
    }

    @Test
    void of_olderValueOnOneMember_isLostButNotEverywhere() {
        Survival survival = judge("a", "b", put("a", 1, 2), put("b", 3, 4));

        assertThat(survival.lost()).isTrue();
        assertThat(survival.everywhere()).isFalse();
        assertThat(survival.wrong()).containsOnly(Map.entry("n1", Optional.of("a")));
    }

    @Test
    void of_valueGoneOnAll_isLostEverywhere() {
        Survival survival = judge(null, null, put("a", 1, 2));

        assertThat(survival.lost()).isTrue();
        assertThat(survival.everywhere()).isTrue();
    }

    @Test
    void of_neverWrittenKeyGone_isLost() {
        assertThat(judge(null, "initial").lost()).isTrue();
        assertThat(judge("initial", "initial").lost()).isFalse();
    }

    @Test
    void of_valueAfterDelete_isResurrected() {
        Survival survival = judge("a", null, put("a", 1, 2), remove(3, 4));

        assertThat(survival.resurrected()).isTrue();
        assertThat(survival.lost()).isFalse();
    }

    @Test
    void of_lastCallUnknown_mayHaveHappenedOrNot() {
        Operation[] calls = {put("a", 1, 2), unknown(put("b", 3, 9))};

        assertThat(judge("a", "b", calls).lost()).isFalse();
        assertThat(judge("c", "b", calls).lost()).isTrue();
    }

    @Test
    void of_unknownCallAppliedAfterALaterAcknowledgedOne_isLost() {
        Operation[] calls = {unknown(put("late", 1, 2)), put("b", 3, 4)};

        assertThat(judge("late", "late", calls).lost()).isTrue();
        assertThat(judge("b", "b", calls).lost()).isFalse();
    }

    @Test
    void of_unknownDelete_allowsBoth() {
        Operation[] calls = {put("a", 1, 2), unknown(remove(3, 9))};

        assertThat(judge("a", null, calls).lost()).isFalse();
    }

    @Test
    void of_noMemberAnswers_accusesNobody() {
        Survival survival = Survival.of(new KeyHistory("initial", List.of(put("a", 1, 2))), Map.of());

        assertThat(survival.lost()).isFalse();
        assertThat(survival.everywhere()).isFalse();
    }

    private static Survival judge(@Nullable String first, @Nullable String second, Operation... calls) {
        return Survival.of(
                new KeyHistory("initial", List.of(calls)),
                Map.of("n1", Optional.ofNullable(first), "n2", Optional.ofNullable(second)));
    }
}
