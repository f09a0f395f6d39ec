package io.spandrel.it.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvergenceTest {

    private static final Copy COPY = new Copy("a", "7", 1_000);

    @Test
    void of_equalCopies_findsNothing() {
        assertThat(judge(COPY, new Copy("a", "7", 1_000))).isEqualTo(new Convergence(1, 0, 0, 0));
        assertThat(judge(Copy.NONE, Copy.NONE)).isEqualTo(new Convergence(1, 0, 0, 0));
    }

    @Test
    void of_otherValueOrNone_countsValues() {
        assertThat(judge(COPY, new Copy("b", "7", 1_000)).values()).isEqualTo(1);
        assertThat(judge(COPY, Copy.NONE).values()).isEqualTo(1);
    }

    @Test
    void of_sameValueWithOtherVersionOrDeadline_countsDetails() {
        assertThat(judge(COPY, new Copy("a", "8", 1_000))).isEqualTo(new Convergence(1, 0, 1, 0));
        assertThat(judge(COPY, new Copy("a", "7", 1_001))).isEqualTo(new Convergence(1, 0, 1, 0));
    }

    @Test
    void of_ownerMissing_countsAlone() {
        assertThat(Convergence.of(Map.of("k", Map.of("n1", COPY)), 2)).isEqualTo(new Convergence(1, 0, 0, 1));
    }

    private static Convergence judge(Copy first, Copy second) {
        return Convergence.of(Map.of("k", Map.of("n1", first, "n2", second)), 2);
    }
}
