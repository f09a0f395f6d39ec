package io.spandrel.grid.infinispan;

import org.infinispan.factories.ComponentRegistry;

/** Lets tests have direct reads in caches that have no {@code grid:} elements. */
public final class DirectReadsForTests {

    private DirectReadsForTests() {}

    /** Installs them in a cache that is starting. */
    public static void install(ComponentRegistry cache) {
        DirectReadInterceptor.install(cache);
    }
}
