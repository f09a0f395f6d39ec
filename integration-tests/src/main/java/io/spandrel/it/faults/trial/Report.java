package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.history.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run in Markdown, with its timeline and all its calls. */
public final class Report {

    private Report() {}

    /** Writes {@code report.md}, {@code timeline.svg} and {@code history.tsv} into {@code directory}. */
    public static void write(Trial trial, Path directory) {
        try {
            Files.writeString(directory.resolve("timeline.svg"), Timeline.of(trial));
            Files.writeString(directory.resolve("report.md"), text(trial));
            Files.write(directory.resolve("history.tsv"), history(trial));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Trial trial) {
        Verdict verdict = trial.verdict();
        StringBuilder text = new StringBuilder();
        line(text, "# %s on %s, seed %d", trial.scenario().name(), trial.engine(), trial.seed());
        line(text, "");
        line(
                text,
                "%s %s. Hit: %s.",
                trial.scenario().question(),
                trial.scenario().settings(),
                String.join(", ", trial.targets()));
        line(
                text,
                "Again: `bin/faults --scenario %s --engine %s --seed %d`",
                trial.scenario().name(),
                trial.engine(),
                trial.seed());
        line(text, "");
        line(text, "![timeline](timeline.svg)");
        line(text, "");
        line(text, "| | found |");
        line(text, "|---|---|");
        line(text, "| acknowledged values lost, by group of keys | %s |", tallies(verdict.lost()));
        line(text, "| acknowledged deletes undone, by group of keys | %s |", tallies(verdict.resurrected()));
        line(text, "| of both, wrong on every member | %d |", verdict.everywhere());
        line(
                text,
                "| keys whose owners keep different values | %d/%d |",
                verdict.convergence().values(),
                verdict.convergence().keys());
        line(
                text,
                "| the same value with different versions or deadlines | %d |",
                verdict.convergence().details());
        line(
                text,
                "| keys with too few or too many owners | %d |",
                verdict.convergence().alone());
        line(text, "| stale reads | %s |", verdict.stale());
        line(text, "| reads back in time | %s |", verdict.backwards());
        line(
                text,
                "| conditionally written keys that are not linearizable | %s, %d undecided |",
                verdict.conditional(),
                verdict.undecided());
        line(text, "| counters that are not exact | %s |", verdict.counters());
        line(
                text,
                "| longest time without an answer, through members left alone, during the fault | %.1f s, %d of %d calls answered |",
                verdict.others().seconds(),
                verdict.others().answered(),
                verdict.others().given());
        line(
                text,
                "| longest time without an answer, through members hit, until settled | %.1f s |",
                verdict.target().seconds());
        line(text, "| noticed after | %s |", seconds(verdict.detected()));
        line(text, "| settled after the end of the fault | %s |", seconds(verdict.converged()));
        line(
                text,
                "| MB sent between members until then | %s |",
                verdict.bytes() < 0 ? "not counted" : String.format(Locale.ROOT, "%.2f", verdict.bytes() / 1e6));
        line(text, "| reads refused at last | %d |", verdict.refused());
        line(text, "| calls | %d |", verdict.calls());
        line(text, "");
        verdict.examples().forEach(example -> line(text, "- %s", example));
        line(text, "");
        line(text, "Calls not answered: %s", trial.failures());
        line(text, "");
        line(text, "| s | who | what |");
        line(text, "|--:|---|---|");
        trial.events()
                .forEach(event -> line(text, "| %.2f | %s | %s |", event.nanos() / 1e9, event.member(), event.text()));
        return text.toString();
    }

    private static List<String> history(Trial trial) {
        List<String> lines = new ArrayList<>(
                List.of("begin ms\tend ms\tclient\tmember\taction\tkey\texpected\twritten\tanswered\tanswer"));
        for (Operation call : trial.operations()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%.3f\t%.3f\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
                    call.invoked() / 1e6,
                    call.completed() / 1e6,
                    call.client(),
                    call.member(),
                    call.action(),
                    call.key(),
                    call.expected(),
                    call.argument(),
                    call.known(),
                    call.answer()));
        }
        return lines;
    }

    private static String tallies(Map<String, Tally> tallies) {
        StringBuilder text = new StringBuilder();
        tallies.forEach((group, tally) -> text.append(text.length() == 0 ? "" : ", ")
                .append(group)
                .append(' ')
                .append(tally));
        return text.toString();
    }

    private static String seconds(double seconds) {
        return seconds < 0 ? "never" : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
