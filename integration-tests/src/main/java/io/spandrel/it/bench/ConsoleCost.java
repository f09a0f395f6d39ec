package io.spandrel.it.bench;

import io.spandrel.it.console.ConsoleGrid;
import io.spandrel.it.console.ConsolePage;
import io.spandrel.it.console.ConsoleUser;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures the processor time of members that do nothing: without a console, with one, and with an open page. */
final class ConsoleCost {

    /*
     * Two grids of three processes stand side by side, so that what the machine does besides falls on both: one without a console,
     * one whose first member has one. The page is opened once before, since a JVM compiles what it is asked for the first
     * times; and it is away for longer than the console goes on sampling before "nobody looks" is measured.
     */
    private static final String TITLE = "Processor time of a member, nothing else being done (ConsoleCost)";
    private static final String OFF = "no console";
    private static final int MEMBERS = 3;
    private static final int ITERATIONS_A_WINDOW = 20;
    private static final long WARM_UP_MILLIS = TimeUnit.SECONDS.toMillis(20);
    private static final long SAMPLED_ON_MILLIS = TimeUnit.SECONDS.toMillis(65);

    private final Effort effort;
    private final Comparison table = new Comparison(TITLE, "% of a processor");

    ConsoleCost(Effort effort) {
        this.effort = effort;
    }

    void measure(Consumer<String> progress, PrintStream out) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                measure(directory, progress);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.print(out);
    }

    private void measure(Path directory, Consumer<String> progress) throws IOException {
        ConsoleUser user = ConsoleUser.withRole("viewer");
        Path offFolder = Files.createDirectory(directory.resolve("off"));
        Path onFolder = Files.createDirectory(directory.resolve("on"));
        ConsoleUser.write(onFolder, user);
        try (ConsoleGrid off = new ConsoleGrid(offFolder, false);
                ConsoleGrid on = new ConsoleGrid(onFolder, true)) {
            progress.accept("warming up");
            withPage(on, user, () -> pause(WARM_UP_MILLIS));
            pause(SAMPLED_ON_MILLIS);
            progress.accept("nobody looks");
            rounds(off, on, "console, nobody looks");
            progress.accept("a page is open");
            withPage(on, user, () -> rounds(off, on, "console, a page is open"));
        }
    }

    private static void withPage(ConsoleGrid on, ConsoleUser user, Runnable action) {
        try (ConsolePage page = new ConsolePage(on.console(), user)) {
            action.run();
            page.check();
        }
    }

    private void rounds(ConsoleGrid off, ConsoleGrid on, String column) {
        for (int round = 1; round <= effort.rounds(); round++) {
            long[] before = cpu(off, on);
            long start = System.nanoTime();
            pause(effort.iterationMillis() * ITERATIONS_A_WINDOW);
            double elapsed = System.nanoTime() - start;
            long[] after = cpu(off, on);
            for (int i = 0; i < before.length; i++) {
                String row = i % MEMBERS == 0 ? "the first member, which has the console" : "the other members";
                table.add(row, i < MEMBERS ? OFF : column, 100 * (after[i] - before[i]) / elapsed);
            }
        }
    }

    private static long[] cpu(ConsoleGrid off, ConsoleGrid on) {
        long[] nanos = new long[2 * MEMBERS];
        for (int i = 0; i < MEMBERS; i++) {
            nanos[i] = off.cpuNanos(i);
            nanos[MEMBERS + i] = on.cpuNanos(i);
        }
        return nanos;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
