package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Speeds of several ways to do the same, each compared with a base, by processes that measure some of them {@linkplain InTurn in
 * turn} with the base. A process is told the numbers of threads and slices, which start it is, and the names of its ways; it tells a
 * line for each round: the name of the row, and the nanoseconds of a slice of the base and of each of its ways, separated by semicolons.
 */
final class PairedComparison {

    private static final long LIMIT_SECONDS = 1800;

    private final Class<?> process;
    private final String title;
    private final String base;
    private final List<List<String>> ways;
    private final Effort effort;
    private final Selection selection;

    /**
     * @param process the class with its main method
     * @param base what the ways are compared with
     * @param ways names of those that share a process, for each process
     */
    PairedComparison(
            Class<?> process, String title, String base, List<List<String>> ways, Effort effort, Selection selection) {
        this.process = process;
        this.title = title;
        this.base = base;
        this.ways = List.copyOf(ways);
        this.effort = effort;
        this.selection = selection;
    }

    /** Of something with what its process has without it, which is measured twice: what differs between the two is noise. */
    static PairedComparison withAndWithout(Class<?> process, String title, Effort effort, Selection selection) {
        return new PairedComparison(
                process, title, "without it", List.of(List.of("with it", "without it, again")), effort, selection);
    }

    void measure(Consumer<String> progress, PrintStream out) {
        Map<String, Map<String, PairedRatio>> rows = new LinkedHashMap<>();
        for (int start = 0; start < effort.rounds(); start++) {
            for (int threads : selection.threads()) {
                for (List<String> names : ways) {
                    progress.accept("start " + (start + 1) + ", threads " + threads + ", " + String.join(", ", names));
                    run(threads, start, names, line -> add(rows, threads, names, line.split(";", -1)));
                }
            }
        }
        print(rows, out);
    }

    private static void add(
            Map<String, Map<String, PairedRatio>> rows, int threads, List<String> names, String[] parts) {
        String row = parts[0] + ", " + threads + (threads == 1 ? " thread" : " threads");
        double nanosOfBase = Double.parseDouble(parts[1]);
        for (int i = 0; i < names.size(); i++) {
            rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                    .computeIfAbsent(names.get(i), name -> new PairedRatio())
                    .add(nanosOfBase / Double.parseDouble(parts[i + 2]));
        }
    }

    private void print(Map<String, Map<String, PairedRatio>> rows, PrintStream out) {
        out.printf("%n### %s: speed compared with \"%s\"%n%n", title, base);
        out.println("| | | ratio | slices |");
        out.println("|---|---|--:|--:|");
        rows.forEach((row, ratios) ->
                ratios.forEach((way, ratio) -> out.printf("| %s | %s | %s | %d |%n", row, way, ratio, ratio.count())));
        out.flush();
    }

    private void run(int threads, int start, List<String> names, Consumer<String> line) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try (JavaProcess running = JavaProcess.of(process)
                    .classPath(ClassPath.complete())
                    .arguments("" + threads, "" + effort.slices(), "" + start)
                    .arguments(names.toArray(String[]::new))
                    .start("paired", directory, line)) {
                if (running.awaitExit(LIMIT_SECONDS) != 0) {
                    throw new IllegalStateException(process.getSimpleName() + " failed:\n" + running.logTail(40));
                }
            } finally {
                Files.deleteIfExists(directory.resolve("paired.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
