package io.spandrel.it.faults.check;

import static io.spandrel.it.faults.check.Histories.read;
import static io.spandrel.it.faults.check.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallTest {

    @Test
    void of_answersWithAGap_findsTheGap() {
        Stall stall = Stall.of(
                List.of(read("a", 10, 12), read("a", 13, 15), unknown(read("a", 16, 60)), read("a", 61, 70)),
                call -> true,
                10,
                80);

        assertThat(stall).isEqualTo(new Stall(55, 3, 4));
    }

    @Test
    void of_nothingAnswered_isTheWholeTime() {
        assertThat(Stall.of(List.of(), call -> true, 10, 80)).isEqualTo(new Stall(70, 0, 0));
    }

    @Test
    void of_answersOfOthers_doNotCount() {
        assertThat(Stall.of(List.of(read("a", 20, 30)), call -> call.client() == 9, 10, 80)
                        .longestNanos())
                .isEqualTo(70);
    }
}
