package io.spandrel.it.bench;

import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.NO_SUBSCRIBER;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.ONE_SUBSCRIBER;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.PLAIN;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.PLAIN_AGAIN;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.PRECISE;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.ROUGH;
import static io.spandrel.it.bench.AbsentElsewhereBenchmark.Kind.TWO_SUBSCRIBERS;

import io.spandrel.it.process.ClassPath;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs {@link AbsentElsewhereBenchmark} in turns, and {@link AbsentCallsMeasurement} once for each kind. */
final class AbsentElsewhere {

    private static final long LIMIT_SECONDS = 300;
    private static final int GETS = 100_000;
    private static final int QUICK_GETS = 10_000;

    private final Effort effort;
    private final boolean quick;

    AbsentElsewhere(Effort effort) {
        this.effort = effort;
        this.quick = effort.rounds() == 1;
    }

    /** Measures, telling {@code progress} now and then, and prints tables. */
    void measure(Consumer<String> progress, PrintStream out) {
        Comparison calls = new Comparison("Commands sent for 1000 gets of absent keys (AbsentCallsMeasurement)", "");
        for (AbsentElsewhereBenchmark.Kind kind :
                quick ? List.of(ONE_SUBSCRIBER) : List.of(PLAIN, ROUGH, ONE_SUBSCRIBER, PRECISE)) {
            progress.accept("commands, " + kind.label());
            calls.add("getAbsent", kind.label(), calls(kind));
        }
        calls.print(out);
        Comparison times = new Comparison("Keys of other members (AbsentElsewhereBenchmark)", "ops/ms");
        for (int round = 1; round <= effort.rounds(); round++) {
            progress.accept("round " + round);
            if (quick) {
                run("getAbsent", List.of(PLAIN, ONE_SUBSCRIBER), times);
                run("insert", List.of(PLAIN, TWO_SUBSCRIBERS), times);
            } else {
                run("getAbsent", List.of(PLAIN, ONE_SUBSCRIBER, PRECISE, PLAIN_AGAIN), times);
                run("getPresent", List.of(PLAIN, ONE_SUBSCRIBER, PLAIN_AGAIN), times);
                run("insert", List.of(PLAIN, NO_SUBSCRIBER, ONE_SUBSCRIBER, TWO_SUBSCRIBERS, PLAIN_AGAIN), times);
            }
        }
        times.print(out);
    }

    private void run(String method, List<AbsentElsewhereBenchmark.Kind> kinds, Comparison table) {
        String names = kinds.stream().map(Enum::name).collect(Collectors.joining(","));
        new JmhRun(AbsentElsewhereBenchmark.class, effort)
                .only(method, Map.of("kind", names))
                .round(
                        ClassPath.complete(),
                        1,
                        (measured, kind, threads, score) -> table.add(
                                measured,
                                AbsentElsewhereBenchmark.Kind.valueOf(kind).label(),
                                score));
    }

    private double calls(AbsentElsewhereBenchmark.Kind kind) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                return calls(kind, directory);
            } finally {
                Files.deleteIfExists(directory.resolve("calls.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double calls(AbsentElsewhereBenchmark.Kind kind, Path directory) {
        List<String> answers = new CopyOnWriteArrayList<>();
        try (JavaProcess process = JavaProcess.of(AbsentCallsMeasurement.class)
                .jvm("-Xmx512m")
                .arguments(kind.name(), "" + (quick ? QUICK_GETS : GETS))
                .start("calls", directory, answers::add)) {
            if (process.awaitExit(LIMIT_SECONDS) != 0 || answers.size() != 1) {
                throw new IllegalStateException("no figure for " + kind.label() + ":\n" + process.logTail(40));
            }
        }
        return Double.parseDouble(answers.get(0));
    }
}
