package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Filters side by side: what they cost and how they err, and by {@link FilterBenchmark} how fast they are. */
final class FilterComparison {

    private static final List<Integer> KEYS = List.of(10_000, 1_000_000, 10_000_000);

    private final Effort effort;

    FilterComparison(Effort effort) {
        this.effort = effort;
    }

    /** Measures, telling {@code progress} now and then, and prints the tables. */
    void measure(Consumer<String> progress, PrintStream out) {
        for (int keys : KEYS) {
            Comparison sizes = new Comparison(title("Filters", keys), "");
            for (TestedFilter.Kind kind : TestedFilter.Kind.values()) {
                progress.accept("size and precision of " + kind.label() + ", " + keys + " keys");
                FilterFigures figures = FilterFigures.of(kind, keys);
                sizes.add("bits a key", kind.label(), figures.bitsPerKey());
                sizes.add("false positives in a thousand", kind.label(), figures.perThousand());
            }
            sizes.print(out);
        }
        for (int keys : KEYS) {
            Comparison times = new Comparison(title("Filters (FilterBenchmark)", keys), "ns");
            JmhRun run =
                    new JmhRun(FilterBenchmark.class, effort).only("(absent|present|fill)", Map.of("keys", "" + keys));
            for (int round = 1; round <= effort.rounds(); round++) {
                progress.accept("round " + round + ", " + keys + " keys");
                run.round(ClassPath.complete(), 1, (method, kind, threads, score) -> {
                    boolean filled = method.equals("fill");
                    times.add(
                            filled ? "insert, each key" : "look up, " + method,
                            TestedFilter.Kind.valueOf(kind).label(),
                            filled ? score / keys : score);
                });
            }
            times.print(out);
        }
    }

    private static String title(String what, int keys) {
        return String.format(Locale.ROOT, "%s, %,d keys", what, keys);
    }
}
