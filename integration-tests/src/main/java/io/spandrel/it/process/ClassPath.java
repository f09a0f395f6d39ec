package io.spandrel.it.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Class paths of processes, with and without Spandrel. */
public final class ClassPath {

    private static final List<String> MODULES =
            List.of("configuration", "eviction-extensions", "grid-plugin", "management-console");

    private ClassPath() {}

    /** This JVM's own. */
    public static List<String> complete() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /** The same without Spandrel's modules: Infinispan alone, and the benchmarks. */
    public static List<String> withoutSpandrel() {
        List<String> rest =
                complete().stream().filter(entry -> !isModule(entry)).toList();
        if (rest.size() != complete().size() - MODULES.size()) {
            throw new IllegalStateException("the class path does not hold exactly the modules " + MODULES);
        }
        return rest;
    }

    /** Whether the entry is {@code <module>/target/classes} or {@code <module>/target/spandrel-….jar}. */
    private static boolean isModule(String entry) {
        Path target = Path.of(entry).getParent();
        return target != null
                && target.endsWith("target")
                && MODULES.contains(
                        target.resolveSibling("").normalize().getFileName().toString());
    }
}
