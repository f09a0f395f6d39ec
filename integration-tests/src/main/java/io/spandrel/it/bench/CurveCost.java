package io.spandrel.it.bench;

import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the miss-ratio curve costs, by {@link CurveMeasurement} in fresh JVMs. */
final class CurveCost {

    private static final long LIMIT_SECONDS = 900;
    private static final int ROUNDS = 3000;

    private final Effort effort;
    private final Selection selection;

    CurveCost(Effort effort, Selection selection) {
        this.effort = effort;
        this.selection = selection;
    }

    void measure(Consumer<String> progress, PrintStream out) {
        Map<String, PairedRatio[]> rows = new LinkedHashMap<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (int threads : selection.threads()) {
                progress.accept("round " + round + ", threads " + threads);
                run(threads, line -> {
                    String[] parts = line.split(";", -1);
                    String row = parts[0] + ", " + threads + (threads == 1 ? " thread" : " threads");
                    PairedRatio[] ratios =
                            rows.computeIfAbsent(row, name -> new PairedRatio[] {new PairedRatio(), new PairedRatio()});
                    ratios[0].add(Double.parseDouble(parts[1]) / Double.parseDouble(parts[2]));
                    ratios[1].add(Double.parseDouble(parts[1]) / Double.parseDouble(parts[3]));
                });
            }
        }
        out.printf("%n### The miss-ratio curve: speed compared with the same cache without it%n%n");
        out.println("| | with the curve | without it, again | rounds |");
        out.println("|---|--:|--:|--:|");
        rows.forEach(
                (row, ratios) -> out.printf("| %s | %s | %s | %d |%n", row, ratios[0], ratios[1], ratios[0].count()));
        out.flush();
    }

    private static void run(int threads, Consumer<String> line) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try (JavaProcess process = JavaProcess.of(CurveMeasurement.class)
                    .classPath(ClassPath.complete())
                    .arguments(Integer.toString(threads), Integer.toString(ROUNDS))
                    .start("curve", directory, line)) {
                if (process.awaitExit(LIMIT_SECONDS) != 0) {
                    throw new IllegalStateException("CurveMeasurement failed:\n" + process.logTail(40));
                }
            } finally {
                Files.deleteIfExists(directory.resolve("curve.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
