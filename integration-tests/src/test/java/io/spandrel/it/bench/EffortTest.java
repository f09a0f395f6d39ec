package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much time a measurement may take, as its arguments say. */
class EffortTest {

    @Test
    void from_quickAndRounds_takesThemAndLeavesTheRest() {
        List<String> arguments = new ArrayList<>(List.of("present", "--rounds", "3", "--quick"));

        Effort effort = Effort.from(arguments);

        assertThat(effort.rounds()).isEqualTo(3);
        assertThat(effort.slices()).isEqualTo(Effort.QUICK.slices());
        assertThat(arguments).containsExactly("present");
    }

    @Test
    void from_nothing_isFull() {
        assertThat(Effort.from(new ArrayList<>())).isEqualTo(Effort.FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1,2", "many"})
    void from_noNumberOfRounds_isRefusedByName(String rounds) {
        assertThatThrownBy(() -> Effort.from(new ArrayList<>(List.of("--rounds", rounds))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rounds");
    }
}
