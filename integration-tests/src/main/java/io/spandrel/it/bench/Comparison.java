package io.spandrel.it.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of one question: rows are what is measured, columns what is compared. The first column is the base of the
 * ratios. Used by one thread.
 */
final class Comparison {

    private final String title;
    private final String unit;
    private final Map<String, Map<String, Median>> rows = new LinkedHashMap<>();

    Comparison(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void add(String row, String column, double value) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                .computeIfAbsent(column, name -> new Median())
                .add(value);
    }

    /** Prints a Markdown table: one line for each row and column, with the median, and the spread of the rounds. */
    void print(PrintStream out) {
        out.printf("%n### %s%n%n| | | %s | lowest - highest | ratio |%n|---|---|--:|--:|--:|%n", title, unit);
        rows.forEach((row, columns) -> {
            double base = columns.values().iterator().next().value();
            columns.forEach((column, median) -> out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s - %s | %.2f |%n",
                    row,
                    column,
                    figure(median.value()),
                    figure(median.lowest()),
                    figure(median.highest()),
                    median.value() / base));
        });
        out.flush();
    }

    /* three digits, or all before the point */
    private static String figure(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
