package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that adapt have no exact reference; they are held against Caffeine 3.2.4, which is randomised. */
class AdaptiveHitRatioTest {

    @ParameterizedTest
    @ValueSource(strings = {"w-tinylfu", "auto"})
    void meanHitRatio_web07_isNotBelowCaffeine(String policy) {
        long[] keys = Trace.web07();

        double mean = Arrays.stream(new int[] {32, 205, 1024, 4097})
                .mapToDouble(capacity -> Trace.hitRatio(policy, capacity, keys))
                .average()
                .orElseThrow();

        assertThat(mean).isGreaterThan((28.11 + 42.99 + 49.59 + 60.13) / 4 - 0.3);
    }

    @Test
    @EnabledIfSystemProperty(named = "spandrel.test.stress", matches = "true", disabledReason = "takes a minute")
    void meanHitRatio_wTinyLfuOnPublicTraces_isNotBelowCaffeine() throws IOException {
        List<Cell> cells = cells("w-tinylfu");

        double ours = mean(cells);
        double caffeine = cells.stream().mapToDouble(Cell::caffeine).average().orElseThrow();
        assertThat(ours).isGreaterThan(caffeine - 0.3);
    }

    @Test
    @EnabledIfSystemProperty(named = "spandrel.test.stress", matches = "true", disabledReason = "takes minutes")
    void hitRatio_autoOnPublicTraces_isHighInTheMeanAndNowhereFarBelowCaffeine() throws IOException {
        List<Cell> cells = cells("auto");

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(mean(cells)).isGreaterThan(58.8);
        cells.forEach(cell -> softly.assertThat(cell.ours).as(cell.name).isGreaterThan(cell.caffeine - 2));
        softly.assertAll();
    }

    private record Cell(String name, double ours, double caffeine) {}

    private static double mean(List<Cell> cells) {
        return cells.stream().mapToDouble(Cell::ours).average().orElseThrow();
    }

    private static List<Cell> cells(String policy) throws IOException {
        Path table = Trace.FOLDER.resolve("hitratios.tsv");
        assumeThat(table)
                .as("no traces in %s: set -Dspandrel.traces to their folder", Trace.FOLDER)
                .exists();
        List<String> lines = Files.readAllLines(table);
        int caffeine = Arrays.asList(lines.get(0).split("\t")).indexOf("Caffeine_3.2.4");
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t");
            if (Files.exists(Trace.FOLDER.resolve(values[0] + ".keys.gz"))) {
                double ours = Trace.hitRatio(policy, Integer.parseInt(values[1]), Trace.named(values[0]));
                cells.add(new Cell(values[0] + " " + values[1], ours, Double.parseDouble(values[caffeine])));
            }
        }
        return cells;
    }
}
