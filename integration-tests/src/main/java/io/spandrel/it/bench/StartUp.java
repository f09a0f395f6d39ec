package io.spandrel.it.bench;

import io.spandrel.it.process.ClassPath;
import io.spandrel.it.process.FreePorts;
import io.spandrel.it.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Members whose start is compared: the same cluster of one over TCP, the same cache. */
enum StartUp {
    INFINISPAN("Infinispan alone", "bench/start.xml") {
        @Override
        List<String> classPath() {
            return ClassPath.withoutSpandrel();
        }
    },
    BOUNDED("Infinispan bounding the cache", "bench/start-own-bound.xml") {
        @Override
        List<String> classPath() {
            return ClassPath.withoutSpandrel();
        }
    },
    ON_CLASS_PATH("Spandrel on the class path", "bench/start.xml"),
    IN_USE("Spandrel bounding the cache", "bench/start-bounded.xml");

    private static final long LIMIT_SECONDS = 60;

    private final String label;
    private final String configuration;

    StartUp(String label, String configuration) {
        this.label = label;
        this.configuration = configuration;
    }

    String label() {
        return label;
    }

    List<String> classPath() {
        return ClassPath.complete();
    }

    /** Starts one in a fresh JVM; ms from the start of the JVM to the first answer of the cache. */
    long millis() {
        try {
            Path directory = Files.createTempDirectory("spandrel-bench-");
            try {
                return millis(directory);
            } finally {
                Files.deleteIfExists(directory.resolve("member.log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long millis(Path directory) {
        AtomicLong millis = new AtomicLong(-1);
        try (JavaProcess member = JavaProcess.of(StartUpMeasurement.class)
                .classPath(classPath())
                .property("bench.port", FreePorts.take(1).get(0))
                .arguments(configuration)
                .start("member", directory, line -> millis.set(Long.parseLong(line)))) {
            if (member.awaitExit(LIMIT_SECONDS) != 0 || millis.get() < 0) {
                throw new IllegalStateException(label + " did not start:\n" + member.logTail(40));
            }
        }
        return millis.get();
    }
}
