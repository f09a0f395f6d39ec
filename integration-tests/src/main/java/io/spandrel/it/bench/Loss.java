package io.spandrel.it.bench;

import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs {@link LossMeasurement} for some policies, in a fresh JVM each. */
final class Loss {

    private static final List<String> POLICIES = List.of("lru", "w-tinylfu");
    private static final long LIMIT_SECONDS = 900;

    private final Effort effort;

    Loss(Effort effort) {
        this.effort = effort;
    }

    /** Measures, telling {@code progress} now and then, and prints a table for each policy. */
    void measure(Consumer<String> progress, PrintStream out) {
        for (String policy : POLICIES) {
            table(policy, progress).print(out);
        }
    }

    private LossTable table(String policy, Consumer<String> progress) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                return table(policy, progress, directory);
            } finally {
                Files.deleteIfExists(directory.resolve("loss.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LossTable table(String policy, Consumer<String> progress, Path directory) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Consumer<String> seeds = line -> {
            lines.add(line);
            progress.accept("%s, %d of %d seeds".formatted(policy, lines.size(), effort.losses()));
        };
        try (JavaProcess process = JavaProcess.of(LossMeasurement.class)
                .jvm("-Xmx512m")
                .arguments(policy, "" + effort.losses())
                .start("loss", directory, seeds)) {
            if (process.awaitExit(LIMIT_SECONDS) != 0 || lines.size() != effort.losses()) {
                throw new IllegalStateException("no figures for " + policy + ":\n" + process.logTail(40));
            }
        }
        LossTable table = new LossTable(policy);
        lines.forEach(line -> {
            String[] seed = line.split(";", -1);
            table.add(LossFigures.parse(seed[0]), LossFigures.parse(seed[1]));
        });
        return table;
    }
}
