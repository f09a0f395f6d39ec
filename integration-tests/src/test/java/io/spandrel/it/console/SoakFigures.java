package io.spandrel.it.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** Figures that are taken again and again, and must not grow: the medians of the first and of the last third are compared. */
final class SoakFigures {

    /** What may be more in the end than in the beginning, in either unit: a tenth, and a little. */
    private static final double GROWTH_MAX = 0.1;

    private static final double SLACK = 5;

    private record Series(String unit, List<Double> values) {

        double first() {
            return median(values.subList(0, third()));
        }

        double last() {
            return median(values.subList(values.size() - third(), values.size()));
        }

        boolean grows() {
            return last() > first() * (1 + GROWTH_MAX) + (unit.isEmpty() ? SLACK : SLACK / 10);
        }

        private int third() {
            return Math.max(1, values.size() / 3);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private final Map<String, Series> figures = new LinkedHashMap<>();

    /** @param unit empty for a number of things */
    void add(String what, String unit, double value) {
        figures.computeIfAbsent(what, name -> new Series(unit, new ArrayList<>()))
                .values()
                .add(value);
    }

    /** Those that are more in the last third than they may be; all if none was taken. */
    List<String> grown() {
        return figures.isEmpty()
                ? List.of("nothing was measured")
                : figures.entrySet().stream()
                        .filter(figure -> figure.getValue().grows())
                        .map(SoakFigures::line)
                        .toList();
    }

    /** Prints a Markdown table. */
    void print(PrintStream out) {
        out.println("| | first third | last third | taken |\n|---|--:|--:|--:|");
        figures.entrySet().forEach(figure -> out.println(line(figure)));
    }

    private static String line(Entry<String, Series> figure) {
        Series series = figure.getValue();
        String unit = series.unit().isEmpty() ? "" : " " + series.unit();
        return String.format(
                Locale.ROOT,
                series.unit().isEmpty() ? "| %s | %.0f%s | %.0f%s | %d |" : "| %s | %.2f%s | %.2f%s | %d |",
                figure.getKey(),
                series.first(),
                unit,
                series.last(),
                unit,
                series.values().size());
    }
}
