package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Runs {@link AbsentInStoreBenchmark} in turns with and without negative lookup. */
final class AbsentInStore {

    private final Effort effort;

    AbsentInStore(Effort effort) {
        this.effort = effort;
    }

    /** Measures, telling {@code progress} now and then, and prints a table. */
    void measure(Consumer<String> progress, PrintStream out) {
        Comparison table = new Comparison("Negative lookup over a file store (AbsentInStoreBenchmark)", "ops/ms");
        JmhRun run = new JmhRun(AbsentInStoreBenchmark.class, effort).only(".*", Map.of("kind", kinds()));
        for (int round = 1; round <= effort.rounds(); round++) {
            progress.accept("round " + round);
            run.round(
                    ClassPath.complete(),
                    1,
                    (method, kind, threads, score) ->
                            table.add(method, kind.toLowerCase(Locale.ROOT).replace('_', ' '), score));
        }
        table.print(out);
    }

    /* one round is too rough to tell its noise */
    private String kinds() {
        return effort.rounds() == 1 ? "PLAIN,NEGATIVE_LOOKUP" : "PLAIN,NEGATIVE_LOOKUP,PLAIN_AGAIN";
    }
}
