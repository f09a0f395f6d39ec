package io.spandrel.eviction.simulator;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Hit ratio over cache size as an SVG picture: a panel for each trace, a line for each policy. */
final class Chart {

    /*
     * Sizes usually grow by factors, so the horizontal axis is logarithmic. The vertical axis goes from 0 to 100 %.
     * Colours go round: a shade for each policy, told apart by the legend.
     */
    private static final int WIDTH = 640;
    private static final int PANEL = 320;
    private static final int LEFT = 50;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final String[] COLOURS = {
        "#1b6ca8", "#d1495b", "#2e933c", "#8d5fb5", "#e08e0b", "#008891", "#7a5c3e", "#5b6470"
    };

    private final List<Result> results;
    private final List<String> policies;
    private final TreeSet<Long> sizes = new TreeSet<>();
    private final String unit;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Result> results, boolean bytes) {
        this.results = results;
        this.policies = results.stream().map(Result::policy).distinct().toList();
        this.unit = bytes ? "bytes" : "entries";
        results.forEach(result -> sizes.add(result.size()));
    }

    /** Draws {@code results}, of which there is at least one. */
    static String of(List<Result> results, boolean bytes) {
        return new Chart(results, bytes).draw();
    }

    private String draw() {
        List<String> traces = results.stream().map(Result::trace).distinct().toList();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH, PANEL * traces.size());
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        for (int i = 0; i < traces.size(); i++) {
            add("<g transform=\"translate(0 %d)\">", i * PANEL);
            panel(traces.get(i));
            add("</g>");
        }
        add("</svg>");
        return svg.toString();
    }

    private void panel(String trace) {
        add("<text x=\"%d\" y=\"24\" font-weight=\"bold\">%s</text>", LEFT, escaped(trace));
        for (int percent = 0; percent <= 100; percent += 20) {
            add("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y(percent), WIDTH - RIGHT);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 6, y(percent) + 4, percent);
        }
        for (long size : sizes) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x(size), PANEL - BOTTOM + 16, size);
        }
        add("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 20, PANEL - BOTTOM + 16, unit);
        for (int i = 0; i < policies.size(); i++) {
            line(trace, policies.get(i), COLOURS[i % COLOURS.length], TOP + 4 + 16 * i);
        }
    }

    private void line(String trace, String policy, String colour, int legendY) {
        StringBuilder points = new StringBuilder();
        results.stream()
                .filter(result ->
                        result.trace().equals(trace) && result.policy().equals(policy))
                .sorted((a, b) -> Long.compare(a.size(), b.size()))
                .forEach(result -> {
                    double x = x(result.size());
                    double y = y(result.hitRatio());
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
                });
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                points.toString().strip(), colour);
        add("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", WIDTH - RIGHT + 20, legendY, colour, escaped(policy));
    }

    private double x(long size) {
        double from = Math.log(sizes.first());
        double to = Math.log(sizes.last());
        double share = to == from ? 0.5 : (Math.log(size) - from) / (to - from);
        return LEFT + share * (WIDTH - RIGHT - LEFT);
    }

    private static double y(double percent) {
        return TOP + (100 - percent) / 100 * (PANEL - TOP - BOTTOM);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
