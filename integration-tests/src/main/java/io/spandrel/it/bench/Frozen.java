package io.spandrel.it.bench;

import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.cluster.Folder;
import io.spandrel.it.faults.network.Ability;
import io.spandrel.it.faults.network.Isolation;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs {@link FrozenMeasurement} for each {@link Disturbance} and engine, in turns. */
final class Frozen {

    private static final long LIMIT_SECONDS = 240;
    private static final int LOG_LINES = 40;

    private final Effort effort;
    private final Optional<List<String>> isolation = Isolation.command();
    private final FrozenTable table = new FrozenTable();

    Frozen(Effort effort) {
        this.effort = effort;
    }

    /** Measures, telling {@code progress} now and then, and prints a table. Leaves out what this machine cannot do. */
    void measure(Consumer<String> progress, PrintStream out) {
        List<Disturbance> possible = Arrays.stream(Disturbance.values())
                .filter(disturbance -> isolation.isPresent() || !disturbance.needsLinks())
                .toList();
        if (possible.size() < Disturbance.values().length) {
            progress.accept("links are not cut: " + Ability.CUT.missing() + " on this machine");
        }
        for (int round = 1; round <= effort.disturbances(); round++) {
            for (Disturbance disturbance : possible) {
                for (Engine engine : Engine.values()) {
                    progress.accept("round " + round + ", " + disturbance.label() + ", " + engine);
                    table.add(disturbance.label(), engine.toString(), figures(disturbance, engine));
                }
            }
        }
        table.print(out);
    }

    private FrozenFigures figures(Disturbance disturbance, Engine engine) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                return figures(disturbance, engine, directory);
            } finally {
                Folder.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FrozenFigures figures(Disturbance disturbance, Engine engine, Path directory) {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess process = JavaProcess.of(FrozenMeasurement.class)
                .wrappedBy(isolation.orElse(List.of()))
                .jvm("-Xmx512m", "-XX:+UseSerialGC")
                .arguments(
                        disturbance.name(),
                        engine.name(),
                        directory.resolve("members").toString(),
                        Boolean.toString(isolation.isPresent()))
                .start("frozen", directory, lines::add)) {
            if (process.awaitExit(LIMIT_SECONDS) != 0 || lines.size() != 1) {
                throw new IllegalStateException(
                        "no figures for " + disturbance.label() + ":\n" + process.logTail(LOG_LINES));
            }
        }
        return FrozenFigures.parse(lines.get(0));
    }
}
