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

/**
 * What something costs, by a process that measures without it, with it, and again without it in turn, in fresh JVMs. The process is
 * told the numbers of threads and rounds, and tells a line for each round: the name of the row, and the nanoseconds of a slice of
 * each, separated by semicolons.
 */
final class PairedCost {

    private static final long LIMIT_SECONDS = 900;

    private final Class<?> process;
    private final String title;
    private final int slices;
    private final Effort effort;
    private final Selection selection;

    /**
     * @param process the class with its main method
     * @param slices that it measures of each
     */
    PairedCost(Class<?> process, String title, int slices, Effort effort, Selection selection) {
        this.process = process;
        this.title = title;
        this.slices = slices;
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
        out.printf("%n### %s: speed compared with the same without it%n%n", title);
        out.println("| | with it | without it, again | rounds |");
        out.println("|---|--:|--:|--:|");
        rows.forEach(
                (row, ratios) -> out.printf("| %s | %s | %s | %d |%n", row, ratios[0], ratios[1], ratios[0].count()));
        out.flush();
    }

    private void run(int threads, Consumer<String> line) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try (JavaProcess running = JavaProcess.of(process)
                    .classPath(ClassPath.complete())
                    .arguments(Integer.toString(threads), Integer.toString(slices))
                    .start("paired", directory, line)) {
                if (running.awaitExit(LIMIT_SECONDS) != 0) {
                    throw new IllegalStateException(process.getSimpleName() + " failed:\n" + running.logTail(40));
                }
            } finally {
                Files.deleteIfExists(directory.resolve("paired.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
