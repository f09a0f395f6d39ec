package io.spandrel.it.bench;

import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs {@link MemoryMeasurement} for all that is selected, in a fresh JVM each time. */
final class Memory {

    private static final long LIMIT_SECONDS = 300;

    private final Selection selection;

    Memory(Selection selection) {
        this.selection = selection;
    }

    /** Measures, telling {@code progress} now and then, and prints a table: contenders in rows, sizes in columns. */
    void measure(Consumer<String> progress, PrintStream out) {
        out.printf("%n### Overhead, bytes for each entry besides its key and value (MemoryMeasurement)%n%n| |");
        selection.entries().forEach(entries -> out.printf(Locale.ROOT, " %,d entries |", entries));
        out.printf("%n|---|%s%n", "--:|".repeat(selection.entries().size()));
        for (String contender : selection.contenders()) {
            progress.accept(contender);
            List<String> cells = new ArrayList<>();
            for (int entries : selection.entries()) {
                cells.add(String.format(Locale.ROOT, "%.1f", bytesPerEntry(contender, entries)));
            }
            out.printf("| %s | %s |%n", contender, String.join(" | ", cells));
        }
        out.flush();
    }

    private static double bytesPerEntry(String contender, int entries) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                return bytesPerEntry(contender, entries, directory);
            } finally {
                Files.deleteIfExists(directory.resolve("memory.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double bytesPerEntry(String contender, int entries, Path directory) {
        AtomicReference<String> answer = new AtomicReference<>("");
        try (JavaProcess process = JavaProcess.of(MemoryMeasurement.class)
                .jvm("-Xmx2g", "-Djdk.attach.allowAttachSelf=true", "-Djol.magicFieldOffset=true")
                .arguments(contender, "" + entries)
                .start("memory", directory, answer::set)) {
            if (process.awaitExit(LIMIT_SECONDS) != 0) {
                throw new IllegalStateException("no weight for " + contender + ":\n" + process.logTail(40));
            }
        }
        return Double.parseDouble(answer.get());
    }
}
