package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** W-TinyLFU is as good as Caffeine 3.2.4, which is randomised: in the mean over traces and sizes, not in every one. */
class WindowTinyLfuFidelityTest {

    private static final double POINTS = 0.3;

    @Test
    void meanHitRatio_web07_isThatOfCaffeineOrBetter() {
        long[] keys = Trace.web07();

        double mean = Arrays.stream(new int[] {32, 205, 1024, 4097})
                .mapToDouble(capacity -> Trace.hitRatio("w-tinylfu", capacity, keys))
                .average()
                .orElseThrow();

        assertThat(mean).isGreaterThan((28.11 + 42.99 + 49.59 + 60.13) / 4 - POINTS);
    }

    @Test
    @EnabledIfSystemProperty(named = "spandrel.test.stress", matches = "true", disabledReason = "takes a minute")
    void meanHitRatio_publicTraces_isThatOfCaffeineOrBetter() throws IOException {
        Path table = Trace.FOLDER.resolve("hitratios.tsv");
        assumeThat(table)
                .as("no traces in %s: set -Dspandrel.traces to their folder", Trace.FOLDER)
                .exists();
        List<String> lines = Files.readAllLines(table);
        int caffeine = Arrays.asList(lines.get(0).split("\t")).indexOf("Caffeine_3.2.4");
        double better = 0;
        int cells = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split("\t");
            if (Files.exists(Trace.FOLDER.resolve(cell[0] + ".keys.gz"))) {
                better += Trace.hitRatio("w-tinylfu", Integer.parseInt(cell[1]), Trace.named(cell[0]))
                        - Double.parseDouble(cell[caffeine]);
                cells++;
            }
        }
        assertThat(better / cells).isGreaterThan(-POINTS);
    }
}
