package io.spandrel.it.infinispan;

import static java.util.stream.Collectors.toCollection;

import io.spandrel.it.process.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Runs classes of Infinispan's own tests by TestNG, in a process of their own. */
final class OwnTestRun {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final long LIMIT_SECONDS = 1200;

    /* The name of the DTD is one that TestNG knows, so that it takes the one in its jar. */
    private static final String SUITE = """
            <!DOCTYPE suite SYSTEM "http://testng.org/testng-1.0.dtd">
            <suite name="Infinispan">
              <test name="%s">
                <groups><run>
                  <include name="functional"/><include name="unit"/><exclude name="unstable"/><exclude name="stress"/>
                </run></groups>
                <classes>%s</classes>
              </test>
            </suite>
            """;

    private final String name;
    private final boolean bounded;
    private final Set<String> left;

    /**
     * @param name of the run, and of its directory below {@code target}
     * @param bounded whether every cache gets our container, which {@link BoundEveryCache} sees to
     * @param left methods that are left out, as {@code class#method}
     */
    OwnTestRun(String name, boolean bounded, Set<String> left) {
        this.name = name;
        this.bounded = bounded;
        this.left = left;
    }

    /** Runs {@code classes}; how each of their methods ended, and what the process said. */
    OwnTestResult run(List<String> classes) throws IOException {
        Path directory = Files.createTempDirectory(
                Files.createDirectories(TARGET.resolve("infinispan-own-tests").resolve("runs")), name + "-");
        List<String> output = new CopyOnWriteArrayList<>();
        Path suite = Files.writeString(directory.resolve("suite.xml"), suite(classes));
        try (JavaProcess tests = JavaProcess.of("org.testng.TestNG")
                .jvm("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .property(BoundEveryCache.PROPERTY, bounded)
                .property("infinispan.test.jta.tm", "dummytm")
                .property("log4j2.level", "ERROR")
                .property("java.io.tmpdir", Files.createDirectories(directory.resolve("tmp")))
                .classPath(classPath())
                .arguments(suite.toString())
                .arguments("-usedefaultlisteners", "false", "-d", directory.toString())
                .arguments("-reporter", "org.testng.reporters.JUnitReportReporter")
                .start(name, directory, output::add)) {
            tests.awaitExit(LIMIT_SECONDS);
            return OwnTestResult.read(directory.resolve("junitreports"), output);
        }
    }

    private String suite(List<String> classes) {
        StringBuilder each = new StringBuilder();
        for (String type : classes) {
            each.append("<class name=\"").append(type).append("\"><methods>");
            left.stream()
                    .filter(method -> method.startsWith(type + "#"))
                    .map(method -> method.substring(type.length() + 1))
                    .forEach(method ->
                            each.append("<exclude name=\"").append(method).append("\"/>"));
            each.append("</methods></class>");
        }
        return SUITE.formatted(name, each);
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
