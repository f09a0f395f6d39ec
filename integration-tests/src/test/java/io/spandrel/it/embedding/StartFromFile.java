package io.spandrel.it.embedding;

import java.io.IOException;
import org.infinispan.manager.DefaultCacheManager;

/** The smallest program that embeds a cache manager: whatever goes wrong, it leaves to the JVM. */
public final class StartFromFile {

    private StartFromFile() {}

    public static void main(String[] arguments) throws IOException {
        try (DefaultCacheManager manager = new DefaultCacheManager(arguments[0])) {
            manager.getCacheConfigurationNames().forEach(manager::getCache);
            System.out.println("started");
        }
    }
}
