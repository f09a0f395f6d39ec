package io.spandrel.it.faults.check;

import static io.spandrel.it.faults.check.Histories.increment;
import static io.spandrel.it.faults.check.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.faults.history.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTest {

    private static final List<Operation> TWO_AND_ONE_UNKNOWN =
            List.of(increment(1, 1, 2), increment(2, 3, 4), unknown(increment(3, 5, 6)));

    @Test
    void exact_asManyAsAcknowledged_orOneMoreForTheUnknown() {
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 2).exact()).isTrue();
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 3).exact()).isTrue();
    }

    @Test
    void exact_fewerThanAcknowledged_isLost() {
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 1).lost()).isEqualTo(1);
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 1).exact()).isFalse();
    }

    @Test
    void exact_moreThanAsked_isSurplus() {
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 4).surplus()).isEqualTo(1);
        assertThat(Counters.of(TWO_AND_ONE_UNKNOWN, 4).exact()).isFalse();
    }

    @Test
    void exact_twoAnsweredTheSame_isNot() {
        Counters counters = Counters.of(List.of(increment(1, 1, 2), increment(1, 3, 4), increment(2, 5, 6)), 3);

        assertThat(counters.twice()).isEqualTo(1);
        assertThat(counters.exact()).isFalse();
    }
}
