package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void measure_fewRequests_hitsAndMissesInEachPhase(boolean coordinated) {
        LossFigures figures = LossFigures.measure("lru", coordinated, 1, new LossFigures.Requests(600, 600, 300));

        assertThat(figures.before()).isBetween(0.4, 0.95);
        assertThat(figures.after()).isBetween(0.2, 0.95);
        assertThat(figures.later()).isBetween(0.4, 0.95);
    }

    @Test
    void parse_whatWasWritten_isTheSame() {
        LossFigures figures = new LossFigures(0.75, 1.0 / 3, 1e-9);

        assertThat(LossFigures.parse(figures.toString())).isEqualTo(figures);
    }

    @Test
    void print_threeSeeds_hasMeansAndTheIntervalOfThePairedDifference() {
        LossTable table = new LossTable("lru");
        table.add(new LossFigures(0.80, 0.70, 0.75), new LossFigures(0.80, 0.72, 0.75));
        table.add(new LossFigures(0.90, 0.76, 0.85), new LossFigures(0.90, 0.80, 0.85));
        table.add(new LossFigures(0.85, 0.73, 0.80), new LossFigures(0.85, 0.76, 0.80));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        table.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        // 2, 3 and 4 points: standard error 0.577, and Student's t of two degrees of freedom is 4.303
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("means of 3 seeds")
                .contains("| node-local | 85.00 | 73.00 | 12.00 | 80.00 |")
                .contains("| coordinated | 85.00 | 76.00 | 9.00 | 80.00 |")
                .contains("| difference | +0.00 ± 0.00 | +3.00 ± 2.48 | -3.00 ± 2.48 | +0.00 ± 0.00 |");
    }
}
