package io.spandrel.eviction.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private String trace;

    @BeforeEach
    void writeTrace() throws IOException {
        // LRU of two: misses 1, 2; hits 1; misses 3 (2 leaves), hits 1, misses 2 (3 leaves)
        trace = Files.writeString(folder.resolve("small.txt"), "1 10\n2 10\n1 10\n3 80\n1 10\n2 10\n")
                .toString();
    }

    @Test
    void run_policiesAndSizes_printsALineForEach() {
        assertThat(run("--policy", "lru,fifo", "--size", "2,3", trace)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "trace\tpolicy\tsize\trequests\thits\thit_ratio",
                        "small\tlru\t2\t6\t2\t33.33",
                        "small\tlru\t3\t6\t3\t50.00",
                        "small\tfifo\t2\t6\t1\t16.67",
                        "small\tfifo\t3\t6\t3\t50.00");
    }

    @Test
    void run_bytes_boundsAndCountsBytes() {
        assertThat(run("--bytes", "--policy", "lru", "--size", "30,100", trace)).isZero();

        // 30 bytes never hold the third key, and lose nothing else
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "trace\tpolicy\tsize\trequests\thits\thit_ratio\tbyte_hit_ratio",
                        "small\tlru\t30\t6\t3\t50.00\t23.08",
                        "small\tlru\t100\t6\t3\t50.00\t23.08");
    }

    @Test
    void run_curve_printsPredictionsBesideWhatComesTrue() {
        assertThat(run("--curve", "--rate", "1000", "--policy", "lru", "--size", "2", trace))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "trace\tpolicy\tsize\tscale\tlru\tpredicted_lru\thit_ratio\texpected_hit_ratio",
                        "small\tlru\t2\t0.25\t0.00\t0.00\t0.00\t0.00",
                        "small\tlru\t2\t0.5\t0.00\t0.00\t0.00\t0.00",
                        "small\tlru\t2\t1.0\t33.33\t33.33\t33.33\t33.33",
                        "small\tlru\t2\t2.0\t50.00\t50.00\t50.00\t50.00",
                        "small\tlru\t2\t4.0\t50.00\t50.00\t50.00\t50.00",
                        "mean absolute error\t\t\t\t\t0.00\t\t0.00");
    }

    @Test
    void run_bytesOfAKeyChange_theNewSizeCounts() throws IOException {
        Path growing = Files.writeString(folder.resolve("growing.txt"), "1 10\n2 10\n2 95\n1 10\n");

        assertThat(run("--bytes", "--policy", "lru", "--size", "100", growing.toString()))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("growing\tlru\t100\t4\t1\t25.00\t76.00");
    }

    @Test
    void run_twice_printsTheSame() {
        String random = IntStream.range(0, 5000)
                .mapToObj(i -> String.valueOf(i * 7919 % 611 * i % 97))
                .collect(Collectors.joining("\n"));
        String file = write("random.txt", random);

        run("--policy", "random,cawolfu,lfu", "--size", "10,40", file);
        String first = out.toString(StandardCharsets.UTF_8);
        out.reset();
        run("--policy", "random,cawolfu,lfu", "--size", "10,40", file);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
    }

    @Test
    void run_chart_writesIt() {
        Path chart = folder.resolve("chart.svg");

        assertThat(run("--policy", "lru", "--size", "2,3", "--chart", chart.toString(), trace))
                .isZero();

        assertThat(chart).content().startsWith("<svg").contains("small", "lru", "polyline");
    }

    @Test
    void run_chartCannotBeWritten_endsWithOne() {
        Path chart = folder.resolve("no/such/folder/chart.svg");

        assertThat(run("--policy", "lru", "--size", "2", "--chart", chart.toString(), trace))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot write");
    }

    @ParameterizedTest
    @CsvSource({
        "--policy s3-fif --size 2 TRACE,nearest: s3-fifo",
        "--policy lru --size 0 TRACE,--size must be a number of 1 or more",
        "--policy lru --size 1x TRACE,was 1x",
        "--policy lru --size,--size needs a value",
        "--policy lru --size --bytes TRACE,--size needs a value",
        "--size 2 TRACE,--policy NAME[",
        "--policy lru TRACE,--size NUMBER[",
        "--policy lru --size 2,a trace FILE is missing",
        "--policy lru --size 2 TRACE --fast,unknown option --fast",
        "--policy lru --size 2 no/such/file,cannot read no/such/file"
    })
    void run_wrongArguments_saysWhatAndEndsWithTwo(String line, String reason) {
        assertThat(run(line.replace("TRACE", trace).split(" "))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("simulate: ")
                .contains(reason);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void run_fileIsNotATrace_saysWhichAndEndsWithTwo() {
        String file = write("broken.keys.gz", "not compressed");

        assertThat(run("--policy", "lru", "--size", "2", file)).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("broken.keys.gz");
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int run(String... arguments) {
        return Simulator.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
