package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * A process that starts a member with one cache from the XML named by its argument, and says how many milliseconds
 * passed between the start of its JVM and the first answer of the cache.
 */
public final class StartUpMeasurement {

    private StartUpMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        ParentProcess parent = new ParentProcess();
        try (EmbeddedCacheManager manager = new DefaultCacheManager(arguments[0])) {
            manager.getCache("cache").get("key");
            parent.tell(Long.toString(System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime()));
        }
    }
}
