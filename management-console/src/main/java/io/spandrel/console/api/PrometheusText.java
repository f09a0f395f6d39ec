package io.spandrel.console.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * Collects measurements and writes them in Prometheus' text format (version 0.0.4): every name once, with its help, and
 * all its series behind it. Not thread-safe.
 */
final class PrometheusText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private record Family(String type, String help, StringBuilder series) {}

    private final Map<String, Family> families = new TreeMap<>();

    /** @param labels name and value in turn */
    PrometheusText gauge(String name, String help, double value, String... labels) {
        return add("gauge", name, help, value, labels);
    }

    /** @param labels name and value in turn */
    PrometheusText counter(String name, String help, double value, String... labels) {
        return add("counter", name, help, value, labels);
    }

    private PrometheusText add(String type, String name, String help, double value, String... labels) {
        StringBuilder series = families.computeIfAbsent(name, first -> new Family(type, help, new StringBuilder()))
                .series();
        series.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            series.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        series.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> text.append("# HELP %s %s\n".formatted(name, family.help()))
                .append("# TYPE %s %s\n".formatted(name, family.type()))
                .append(family.series()));
        return text.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
