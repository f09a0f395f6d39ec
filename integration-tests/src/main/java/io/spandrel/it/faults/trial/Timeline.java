package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.history.Operation;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Draws a run as SVG: for each member a row with the calls answered in each tenth of a second above its line, those given up
 * below it, and what it saw of the cluster; the time of the fault is shaded.
 */
final class Timeline {

    private static final double LEFT = 40;
    private static final double WIDTH = 1_000;
    private static final double TOP = 34;
    private static final double ROW = 90;
    private static final double BASE = 66;
    private static final double BAR = 40;
    private static final long BUCKET_NANOS = 100_000_000;
    private static final double NANOS = 1e9;

    private final Trial trial;
    private final double end;
    private final StringBuilder svg = new StringBuilder();

    private Timeline(Trial trial) {
        this.trial = trial;
        this.end = Math.max(
                trial.operations().stream()
                        .mapToLong(Operation::completed)
                        .max()
                        .orElse(1),
                trial.events().stream().mapToLong(Event::nanos).max().orElse(1));
    }

    static String of(Trial trial) {
        return new Timeline(trial).draw();
    }

    private String draw() {
        Set<String> members =
                trial.operations().stream().map(Operation::member).collect(Collectors.toCollection(TreeSet::new));
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"9\">",
                LEFT + WIDTH + 20, TOP + ROW * members.size() + 20);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        moments(members.size());
        int row = 0;
        for (String member : members) {
            row(member, TOP + ROW * row++);
        }
        seconds(TOP + ROW * members.size() + 12);
        return svg.append("</svg>\n").toString();
    }

    private void moments(int rows) {
        double begin = -1;
        for (Event event : trial.events()) {
            if (event.member().isEmpty()) {
                double x = x(event.nanos());
                if (event.text().equals("fault")) {
                    begin = x;
                } else if (begin >= 0) {
                    add(
                            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#fde8e8\"/>",
                            begin, TOP, x - begin, ROW * rows);
                    begin = -1;
                }
                add(
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$.1f\" y2=\"%3$.1f\" stroke=\"#999\"/>",
                        x, TOP - 6, TOP + ROW * rows);
                add("<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>", x, TOP - 10, event.text());
            }
        }
    }

    private void row(String member, double y) {
        int buckets = (int) (end / BUCKET_NANOS) + 1;
        int[] answered = new int[buckets];
        int[] failed = new int[buckets];
        for (Operation operation : trial.operations()) {
            if (operation.member().equals(member)) {
                (operation.known() ? answered : failed)[(int) (operation.completed() / BUCKET_NANOS)]++;
            }
        }
        add(
                "<text x=\"4\" y=\"%.1f\" font-size=\"12\">%s%s</text>",
                y + BASE, member, trial.targets().contains(member) ? "*" : "");
        add(
                "<line x1=\"%1$.1f\" x2=\"%2$.1f\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#ccc\"/>",
                LEFT, LEFT + WIDTH, y + BASE);
        for (int i = 0; i < buckets; i++) {
            bar(i, y + BASE, answered[i], "#2b6cb0", -1);
            bar(i, y + BASE, failed[i], "#c53030", 1);
        }
        int level = 0;
        for (Event event : trial.events()) {
            if (event.member().equals(member)) {
                double at = y + 8 + 9 * (level++ % 2);
                add("<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\">%s</text>", x(event.nanos()), at, event.text());
            }
        }
    }

    private void bar(int bucket, double base, int calls, String colour, int direction) {
        if (calls > 0) {
            double height = Math.min(direction < 0 ? BAR : ROW - BASE - 6, 2.0 * calls);
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.2f\" height=\"%.1f\" fill=\"%s\"/>",
                    x((double) bucket * BUCKET_NANOS),
                    direction < 0 ? base - height : base,
                    WIDTH * BUCKET_NANOS / end,
                    height,
                    colour);
        }
    }

    private void seconds(double y) {
        int step = end / NANOS > 40 ? 5 : 1;
        for (int second = 0; second * NANOS <= end; second += step) {
            add("<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\">%d s</text>", x(second * NANOS), y, second);
        }
    }

    private double x(double nanos) {
        return LEFT + WIDTH * nanos / end;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
