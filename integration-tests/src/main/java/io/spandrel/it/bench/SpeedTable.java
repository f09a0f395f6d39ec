package io.spandrel.it.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Throughput of {@link Contender}s, a table for each operation and size: contenders in rows, and for each number of
 * threads the median and its ratios to the two bases. Used by one thread.
 */
final class SpeedTable {

    private static final List<String> BASES = List.of(Contender.INFINISPAN, Contender.CAFFEINE);

    private final Map<String, Map<String, Map<Integer, Median>>> tables = new LinkedHashMap<>();
    private final TreeSet<Integer> threads = new TreeSet<>();

    void add(String title, String contender, int threadCount, double operationsPerMillisecond) {
        threads.add(threadCount);
        tables.computeIfAbsent(title, name -> new LinkedHashMap<>())
                .computeIfAbsent(contender, name -> new LinkedHashMap<>())
                .computeIfAbsent(threadCount, name -> new Median())
                .add(operationsPerMillisecond / 1000);
    }

    /** Prints Markdown. */
    void print(PrintStream out) {
        tables.forEach((title, rows) -> {
            StringBuilder head = new StringBuilder("| |");
            StringBuilder line = new StringBuilder("|---|");
            for (int count : threads) {
                head.append(" %d thr., ops/µs | × Infinispan | × Caffeine |".formatted(count));
                line.append("--:|--:|--:|");
            }
            out.printf("%n### %s%n%n%s%n%s%n", title, head, line);
            rows.forEach((contender, medians) -> out.println(row(contender, medians, rows)));
        });
        out.flush();
    }

    private String row(String contender, Map<Integer, Median> medians, Map<String, Map<Integer, Median>> rows) {
        StringBuilder row = new StringBuilder("| ").append(contender).append(" |");
        for (int count : threads) {
            double value = value(medians, count);
            row.append(" %.1f |".formatted(value));
            BASES.forEach(base -> row.append(String.format(
                    Locale.ROOT, " %.2f |", value / value(rows.getOrDefault(base, Map.of()), count))));
        }
        return row.toString();
    }

    private static double value(Map<Integer, Median> medians, int threadCount) {
        Median median = medians.get(threadCount);
        return median == null ? Double.NaN : median.value();
    }
}
