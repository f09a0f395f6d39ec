package io.spandrel.it.embedding;

import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A program run to its end in a process of its own.
 *
 * @param exitCode how it ended
 * @param output its standard output
 * @param log its standard error
 */
record ExampleProcess(int exitCode, List<String> output, String log) {

    private static final long LIMIT_SECONDS = 90;
    private static final int ALL = 10_000;

    /** Runs {@code main} by {@code java}, alone in its cluster. */
    static ExampleProcess run(Class<?> main, Path java, Path directory, String... arguments) {
        List<String> output = new CopyOnWriteArrayList<>();
        int port = FreePorts.take(1).get(0);
        try (JavaProcess process = JavaProcess.of(main)
                .java(java)
                .property("jgroups.bind.port", port)
                .property("jgroups.tcpping.initial_hosts", "127.0.0.1[" + port + "]")
                .arguments(arguments)
                .start(main.getSimpleName(), directory, output::add)) {
            return new ExampleProcess(process.awaitExit(LIMIT_SECONDS), output, process.logTail(ALL));
        }
    }

    static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
