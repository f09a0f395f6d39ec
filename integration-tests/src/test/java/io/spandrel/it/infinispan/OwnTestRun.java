package io.spandrel.it.infinispan;

import static java.util.stream.Collectors.toCollection;

import io.spandrel.it.process.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Runs classes of Infinispan's own tests by TestNG, in a process of their own. */
final class OwnTestRun {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final long LIMIT_SECONDS = 1200;

    private final String name;
    private final boolean bounded;

    /**
     * @param name of the run, and of its directory below {@code target}
     * @param bounded whether every cache gets our container, which {@link BoundEveryCache} sees to
     */
    OwnTestRun(String name, boolean bounded) {
        this.name = name;
        this.bounded = bounded;
    }

    /** Runs {@code classes}; how each of their methods ended, and what the process said. */
    OwnTestResult run(List<String> classes) throws IOException {
        Path directory = Files.createTempDirectory(
                Files.createDirectories(TARGET.resolve("infinispan-own-tests").resolve("runs")), name + "-");
        List<String> output = new CopyOnWriteArrayList<>();
        try (JavaProcess tests = JavaProcess.of("org.testng.TestNG")
                .jvm("-Xmx1g", "-XX:+UseSerialGC")
                .property(BoundEveryCache.PROPERTY, bounded)
                .property("infinispan.test.jta.tm", "dummytm")
                .property("log4j2.level", "ERROR")
                .property("java.io.tmpdir", Files.createDirectories(directory.resolve("tmp")))
                .classPath(classPath())
                .arguments("-testclass", String.join(",", classes))
                .arguments("-groups", "functional,unit", "-excludegroups", "unstable,stress")
                .arguments("-usedefaultlisteners", "false", "-d", directory.toString())
                .arguments("-reporter", "org.testng.reporters.JUnitReportReporter")
                .start(name, directory, output::add)) {
            tests.awaitExit(LIMIT_SECONDS);
            return OwnTestResult.read(directory.resolve("junitreports"), output);
        }
    }

    /** Spandrel, Infinispan and its tests; the boundary is drawn by the module of this package's tests. */
    private static List<String> classPath() throws IOException {
        List<String> entries = new ArrayList<>(List.of(
                TARGET.resolve("test-classes").toString(),
                TARGET.resolve("classes").toString()));
        entries.addAll(
                List.of(Files.readString(TARGET.resolve("runtime.classpath")).split(File.pathSeparator)));
        try (Stream<Path> jars = Files.list(TARGET.resolve("infinispan-own-tests"))) {
            entries.addAll(
                    jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).collect(toCollection(TreeSet::new)));
        }
        return entries;
    }
}
