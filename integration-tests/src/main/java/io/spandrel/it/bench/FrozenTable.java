package io.spandrel.it.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** {@link FrozenFigures} of several rounds, a row for each disturbance and engine. Used by one thread. */
final class FrozenTable {

    private final Map<String, List<FrozenFigures>> rows = new LinkedHashMap<>();

    void add(String disturbance, String engine, FrozenFigures figures) {
        rows.computeIfAbsent("| " + disturbance + " | " + engine, unused -> new ArrayList<>())
                .add(figures);
    }

    /** Prints Markdown: medians of the rounds, but the worst of them under "longest" and "stall", and all overwritten keys. */
    void print(PrintStream out) {
        out.println("\n### What a frozen member and a cut link cost the others (FrozenMeasurement)\n");
        out.println(
                "| | | rounds | answers/s before | during | p50 ms | p99 ms | longest ms | failed % | stall ms | overwritten |");
        out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        rows.forEach((name, rounds) -> out.printf(
                Locale.ROOT,
                "%s | %d | %,.0f | %,.0f | %.1f | %,.1f | %,.0f | %.2f | %,.0f | %.0f |%n",
                name,
                rounds.size(),
                median(rounds, FrozenFigures::before),
                median(rounds, FrozenFigures::during),
                median(rounds, FrozenFigures::median),
                median(rounds, FrozenFigures::high),
                rounds.stream().mapToDouble(FrozenFigures::longest).max().orElse(0),
                100 * median(rounds, FrozenFigures::failed),
                rounds.stream().mapToDouble(FrozenFigures::stall).max().orElse(0),
                rounds.stream().mapToDouble(FrozenFigures::overwritten).sum()));
        out.flush();
    }

    private static double median(List<FrozenFigures> rounds, ToDoubleFunction<FrozenFigures> column) {
        Median median = new Median();
        rounds.forEach(figures -> median.add(column.applyAsDouble(figures)));
        return median.value();
    }
}
