package io.spandrel.it.faults.cluster;

import io.spandrel.it.process.ClassPath;
import java.util.List;
import java.util.Locale;

/** What the members run. Each has two configurations among the resources: {@code NAME.xml} and {@code NAME-stored.xml}. */
public enum Engine {
    /** Infinispan alone, without Spandrel on the class path. */
    PLAIN,
    /** The same with consistency, which brings tombstones, handoff and anti-entropy. */
    SPANDREL;

    /** The resource with its configuration. */
    String configuration(boolean stored) {
        return "faults/" + this + (stored ? "-stored" : "") + ".xml";
    }

    List<String> classPath() {
        return this == PLAIN ? ClassPath.withoutSpandrel() : ClassPath.complete();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
