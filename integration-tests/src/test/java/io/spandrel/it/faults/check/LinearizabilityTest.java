package io.spandrel.it.faults.check;

import static io.spandrel.it.faults.check.Histories.by;
import static io.spandrel.it.faults.check.Histories.read;
import static io.spandrel.it.faults.check.Histories.replace;
import static io.spandrel.it.faults.check.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.faults.history.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    @Test
    void of_oneAfterTheOther_holds() {
        assertThat(judge(replace(1, "0", "a", true, 1, 2), replace(2, "a", "b", true, 3, 4), read("b", 5, 6)))
                .isEqualTo(Linearizability.Answer.YES);
    }

    @Test
    void of_twoReplacedTheSameValue_doesNotHold() {
        assertThat(judge(replace(1, "0", "a", true, 1, 5), replace(2, "0", "b", true, 2, 6)))
                .isEqualTo(Linearizability.Answer.NO);
    }

    @Test
    void of_oneOfTwoAtATimeRefused_holds() {
        assertThat(judge(replace(1, "0", "a", true, 1, 5), replace(2, "0", "b", false, 2, 6)))
                .isEqualTo(Linearizability.Answer.YES);
    }

    @Test
    void of_refusedAlthoughTheValueWasThere_doesNotHold() {
        assertThat(judge(replace(1, "0", "a", false, 1, 2))).isEqualTo(Linearizability.Answer.NO);
    }

    @Test
    void of_oldValueReadAfterAReplacement_doesNotHold() {
        assertThat(judge(replace(1, "0", "a", true, 1, 2), by(2, read("0", 3, 4))))
                .isEqualTo(Linearizability.Answer.NO);
    }

    @Test
    void of_unknownReplacementSeenMuchLater_holds() {
        assertThat(judge(unknown(replace(1, "0", "a", true, 1, 2)), read("0", 3, 4), read("a", 50, 60)))
                .isEqualTo(Linearizability.Answer.YES);
    }

    @Test
    void of_unknownReplacementSeenAndUnseenAgain_doesNotHold() {
        assertThat(judge(unknown(replace(1, "0", "a", true, 1, 2)), read("a", 3, 4), read("0", 5, 6)))
                .isEqualTo(Linearizability.Answer.NO);
    }

    @Test
    void of_valueNobodyWrote_doesNotHold() {
        assertThat(judge(read("x", 1, 2))).isEqualTo(Linearizability.Answer.NO);
    }

    @Test
    void of_longHistoryWithOneFlawAtItsEnd_isFoundSoon() {
        List<Operation> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            calls.add(replace(1 + i % 3, Integer.toString(i), Integer.toString(i + 1), true, 10L * i, 10L * i + 5));
            calls.add(by(4, read(Integer.toString(i + 1), 10L * i + 1, 10L * i + 8)));
        }
        assertThat(Linearizability.of("0", calls)).isEqualTo(Linearizability.Answer.YES);

        calls.add(read("1000", 30_000, 30_001));

        assertThat(Linearizability.of("0", calls)).isEqualTo(Linearizability.Answer.NO);
    }

    private static Linearizability.Answer judge(Operation... calls) {
        return Linearizability.of("0", List.of(calls));
    }
}
