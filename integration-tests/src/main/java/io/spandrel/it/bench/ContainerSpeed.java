package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Runs {@link ContainerBenchmark} for all that is selected, each contender in a JVM of its own. */
final class ContainerSpeed {

    private final Effort effort;
    private final Selection selection;

    ContainerSpeed(Effort effort, Selection selection) {
        this.effort = effort;
        this.selection = selection;
    }

    /** Measures, telling {@code progress} now and then, and prints the tables. */
    void measure(Consumer<String> progress, PrintStream out) {
        SpeedTable table = new SpeedTable();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (int entries : selection.entries()) {
                for (String operation : selection.operations()) {
                    for (int threads : selection.threads()) {
                        progress.accept(
                                "round %d, %s, %d entries, threads %d".formatted(round, operation, entries, threads));
                        run(operation, entries, threads, table);
                    }
                }
            }
        }
        table.print(out);
    }

    private void run(String operation, int entries, int threads, SpeedTable table) {
        Map<String, String> parameters =
                Map.of("entries", "" + entries, "contender", String.join(",", selection.contenders()));
        String title = String.format(Locale.ROOT, "%s, %,d entries", operation, entries);
        new JmhRun(ContainerBenchmark.class, effort)
                .only(operation, parameters)
                .round(
                        ClassPath.complete(),
                        threads,
                        (method, contender, count, score) -> table.add(title, contender, count, score));
    }
}
