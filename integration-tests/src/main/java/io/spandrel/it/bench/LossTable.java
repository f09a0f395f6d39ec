package io.spandrel.it.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** {@link LossFigures} of both ways of eviction, measured with the same requests each time. Used by one thread. */
final class LossTable {

    private static final double CONFIDENCE = 0.95;
    private static final List<ToDoubleFunction<LossFigures>> COLUMNS = List.of(
            LossFigures::before, LossFigures::after, figures -> figures.before() - figures.after(), LossFigures::later);

    private final String title;
    private final List<LossFigures> nodeLocal = new ArrayList<>();
    private final List<LossFigures> coordinated = new ArrayList<>();

    LossTable(String title) {
        this.title = title;
    }

    /** Adds the figures of one seed. */
    void add(LossFigures ofNodeLocal, LossFigures ofCoordinated) {
        nodeLocal.add(ofNodeLocal);
        coordinated.add(ofCoordinated);
    }

    /** Prints Markdown: means in percent, and of the differences of each seed the mean with its 95 % interval. */
    void print(PrintStream out) {
        out.printf(
                "%n### %s: hit ratio around the loss of one of three members, %%; means of %d seeds%n%n",
                title, nodeLocal.size());
        out.println("| | before | right after | dip, points | with two, later |");
        out.println("|---|--:|--:|--:|--:|");
        out.println(row("node-local", column -> mean(nodeLocal, column)));
        out.println(row("coordinated", column -> mean(coordinated, column)));
        out.println(row("difference", this::difference));
        out.flush();
    }

    private static String row(String name, Cell cell) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" |");
        COLUMNS.forEach(column -> row.append(' ').append(cell.of(column)).append(" |"));
        return row.toString();
    }

    private interface Cell {

        String of(ToDoubleFunction<LossFigures> column);
    }

    private static String mean(List<LossFigures> figures, ToDoubleFunction<LossFigures> column) {
        double[] values = figures.stream().mapToDouble(column).toArray();
        return String.format(Locale.ROOT, "%.2f", 100 * new ListStatistics(values).getMean());
    }

    private String difference(ToDoubleFunction<LossFigures> column) {
        double[] pairs = new double[coordinated.size()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = column.applyAsDouble(coordinated.get(i)) - column.applyAsDouble(nodeLocal.get(i));
        }
        ListStatistics statistics = new ListStatistics(pairs);
        return String.format(
                Locale.ROOT, "%+.2f ± %.2f", 100 * statistics.getMean(), 100 * statistics.getMeanErrorAt(CONFIDENCE));
    }
}
