package io.spandrel.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jmh.Main;

/** Runs one benchmark class by JMH in a JVM of its own. */
final class JmhRun {

    private static final long LIMIT_SECONDS = 1800;

    private final Class<?> benchmark;
    private final Effort effort;
    private final String methods;
    private final Map<String, String> parameters;

    /** All methods, with all values of their parameters. */
    JmhRun(Class<?> benchmark, Effort effort) {
        this(benchmark, effort, "", Map.of());
    }

    private JmhRun(Class<?> benchmark, Effort effort, String methods, Map<String, String> parameters) {
        this.benchmark = benchmark;
        this.effort = effort;
        this.methods = methods;
        this.parameters = parameters;
    }

    /** The same, with one method and these values (separated by commas) of the parameters. */
    JmhRun only(String method, Map<String, String> values) {
        return new JmhRun(benchmark, effort, method + "$", values);
    }

    /** Takes one figure. */
    interface Sink {

        /**
         * @param method of the benchmark
         * @param kind its parameter called kind or contender, or empty if it has none
         * @param threads that ran it
         * @param score in the benchmark's unit
         */
        void figure(String method, String kind, int threads, double score);
    }

    /** Runs one round with {@code threads} threads on {@code classPath}. */
    void round(List<String> classPath, int threads, Sink sink) {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            Path result = directory.resolve("result.json");
            try {
                run(classPath, threads, directory, result);
                read(result, threads, sink);
            } finally {
                Files.deleteIfExists(result);
                Files.deleteIfExists(directory.resolve("jmh.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> classPath, int threads, Path directory, Path result) {
        List<String> output = new CopyOnWriteArrayList<>();
        List<String> given = new ArrayList<>();
        parameters.forEach((name, values) -> given.addAll(List.of("-p", name + "=" + values)));
        try (JavaProcess jmh = JavaProcess.of(Main.class)
                .classPath(classPath)
                .arguments(benchmark.getName().replace(".", "\\.") + "\\." + methods, "-f", "1", "-foe", "true")
                .arguments(given.toArray(String[]::new))
                .arguments("-t", "" + threads, "-wi", "" + effort.warmUps(), "-i", "" + effort.iterations())
                .arguments("-w", effort.iterationMillis() + "ms", "-r", effort.iterationMillis() + "ms")
                .arguments(
                        "-rf",
                        "json",
                        "-rff",
                        result.toString(),
                        "-jvmArgs",
                        "-Xms1g -Xmx1g -Djava.net.preferIPv4Stack=true")
                .start("jmh", directory, output::add)) {
            if (jmh.awaitExit(LIMIT_SECONDS) != 0) {
                throw new IllegalStateException(benchmark.getSimpleName() + " failed:\n" + String.join("\n", output));
            }
        }
    }

    private static void read(Path result, int threads, Sink sink) throws IOException {
        for (JsonNode figure : new ObjectMapper().readTree(result.toFile())) {
            String name = figure.path("benchmark").asText();
            sink.figure(
                    name.substring(name.lastIndexOf('.') + 1),
                    figure.path("params")
                            .path("kind")
                            .asText(figure.path("params").path("contender").asText("")),
                    threads,
                    figure.path("primaryMetric").path("score").asDouble());
        }
    }
}
