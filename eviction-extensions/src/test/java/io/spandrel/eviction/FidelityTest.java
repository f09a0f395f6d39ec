package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hit ratios equal those of the reference implementations in the Caffeine project's simulator. */
class FidelityTest {

    private static final double POINTS = 0.05;
    private static final Map<String, String> REFERENCE = Map.of(
            "lru",
            "LRU",
            "clock",
            "CLOCK",
            "s3-fifo",
            "S3FIFO",
            "fifo",
            "FIFO",
            "sieve",
            "SIEVE",
            "2q",
            "2Q",
            "arc",
            "ARC",
            "lirs",
            "LIRS",
            "clock-pro",
            "ClockPro");
    private static final long REQUESTS_MAX = Boolean.getBoolean("spandrel.test.stress") ? Long.MAX_VALUE : 200_000;

    @ParameterizedTest
    @CsvSource({
        "lru,     32, 24.83", "lru,     205, 39.17", "lru,     1024, 50.56", "lru,     4097, 61.04",
        "clock,   32, 25.13", "clock,   205, 39.84", "clock,   1024, 51.16", "clock,   4097, 61.51",
        "s3-fifo, 32, 27.12", "s3-fifo, 205, 43.81", "s3-fifo, 1024, 54.22", "s3-fifo, 4097, 62.57",
        "fifo,    32, 23.71", "fifo,    205, 36.32", "fifo,    1024, 47.88", "fifo,    4097, 58.74",
        "sieve,   32, 26.57", "sieve,   205, 42.20", "sieve,   1024, 53.44", "sieve,   4097, 62.56",
        "2q,      32, 27.24", "2q,      205, 43.45", "2q,      1024, 53.12", "2q,      4097, 61.26",
        "arc,     32, 26.67", "arc,     205, 42.02", "arc,     1024, 53.28", "arc,     4097, 62.81",
        "lirs,    32, 22.71", "lirs,    205, 39.75", "lirs,    1024, 52.54", "lirs,    4097, 62.08",
        "clock-pro, 32, 25.82", "clock-pro, 205, 40.56", "clock-pro, 1024, 53.06", "clock-pro, 4097, 62.67"
    })
    void hitRatio_web07_equalsReference(String policy, int capacity, double expected) {
        assertThat(Trace.hitRatio(policy, capacity, Trace.web07())).isCloseTo(expected, within());
    }

    @Test
    void hitRatio_publicTraces_equalReference() throws IOException {
        Path table = Trace.FOLDER.resolve("hitratios.tsv");
        assumeThat(table)
                .as("no traces in %s: set -Dspandrel.traces to their folder", Trace.FOLDER)
                .exists();
        List<String> lines = Files.readAllLines(table);
        List<String> columns = Arrays.asList(lines.get(0).split("\t"));
        SoftAssertions softly = new SoftAssertions();
        String loaded = "";
        long[] keys = {};
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t");
            if (!Files.exists(Trace.FOLDER.resolve(cells[0] + ".keys.gz"))) {
                continue;
            }
            if (!loaded.equals(cells[0])) {
                keys = Trace.named(cells[0]);
                loaded = cells[0];
            }
            if (keys.length > REQUESTS_MAX) {
                continue;
            }
            for (String policy : new TreeSet<>(REFERENCE.keySet())) {
                double expected = Double.parseDouble(cells[columns.indexOf(REFERENCE.get(policy))]);
                softly.assertThat(Trace.hitRatio(policy, Integer.parseInt(cells[1]), keys))
                        .as("%s %s %s", cells[0], cells[1], policy)
                        .isCloseTo(expected, within());
            }
        }
        softly.assertAll();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(POINTS + 0.005); // the table is rounded to two digits
    }
}
