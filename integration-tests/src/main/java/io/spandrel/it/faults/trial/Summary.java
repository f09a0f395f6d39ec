package io.spandrel.it.faults.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** All runs in one table, a row for each scenario: sums of what is wrong, least and most of what is timed. Used by one thread. */
public final class Summary {

    private static final String NEVER = "-";

    private final Map<String, List<Verdict>> rows = new LinkedHashMap<>();

    public void add(Trial trial) {
        rows.computeIfAbsent(trial.scenario().name() + " | " + trial.engine(), unused -> new ArrayList<>())
                .add(trial.verdict());
    }

    /** Writes {@link #text} to a file. */
    public void write(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In Markdown. */
    public String text() {
        StringBuilder text = new StringBuilder("""
                | scenario | engine | runs | lost: target | moving | others | rest | undone: target | moving | others | rest \
                | differ | stale reads | back in time | not linearizable | counters | stall s, others | target | noticed s \
                | settled s | MB to settle |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        rows.forEach((name, verdicts) -> text.append(row(name, verdicts)));
        return text.toString();
    }

    private static String row(String name, List<Verdict> verdicts) {
        List<String> cells = new ArrayList<>(List.of(name, Integer.toString(verdicts.size())));
        cells.addAll(groups(verdicts, Verdict::lost));
        cells.addAll(groups(verdicts, Verdict::resurrected));
        cells.add(range(verdicts, "%.0f", verdict -> verdict.convergence().values()));
        cells.add(sum(verdicts, Verdict::stale));
        cells.add(sum(verdicts, Verdict::backwards));
        cells.add(sum(verdicts, Verdict::conditional));
        cells.add(sum(verdicts, Verdict::counters));
        cells.add(range(
                verdicts,
                "%.1f",
                verdict -> verdict.others().given() == 0 ? -1 : verdict.others().seconds()));
        cells.add(range(verdicts, "%.1f", verdict -> verdict.target().seconds()));
        cells.add(range(verdicts, "%.1f", Verdict::detected));
        cells.add(range(verdicts, "%.1f", Verdict::converged));
        cells.add(range(verdicts, "%.2f", verdict -> verdict.bytes() / 1e6));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static List<String> groups(List<Verdict> verdicts, Function<Verdict, Map<String, Tally>> part) {
        Map<String, Tally> sums = new LinkedHashMap<>();
        for (String group : List.of("target", "moving", "others", "rest")) {
            sums.put(group, Tally.ZERO);
        }
        for (Verdict verdict : verdicts) {
            part.apply(verdict)
                    .forEach(
                            (group, tally) -> sums.merge(sums.containsKey(group) ? group : "rest", tally, Tally::plus));
        }
        return sums.values().stream().map(Tally::toString).toList();
    }

    private static String sum(List<Verdict> verdicts, Function<Verdict, Tally> part) {
        return verdicts.stream().map(part).reduce(Tally.ZERO, Tally::plus).toString();
    }

    /** From the least to the most; a dash for what never happened or was not counted. */
    private static String range(List<Verdict> verdicts, String format, ToDoubleFunction<Verdict> part) {
        List<String> ends = verdicts.stream()
                .mapToDouble(part)
                .sorted()
                .mapToObj(value -> value < 0 ? NEVER : String.format(Locale.ROOT, format, value))
                .toList();
        String least = ends.get(0);
        String most = ends.get(ends.size() - 1);
        return least.equals(most) ? least : least + "-" + most;
    }
}
