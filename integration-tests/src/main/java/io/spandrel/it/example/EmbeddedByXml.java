package io.spandrel.it.example;

import io.spandrel.grid.Grid;
import java.io.IOException;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;

/** A member of a grid, configured by {@code grid.xml}. */
public final class EmbeddedByXml {

    private EmbeddedByXml() {}

    public static void main(String[] arguments) throws IOException {
        // README begin
        try (DefaultCacheManager caches = new DefaultCacheManager("grid.xml")) {
            Cache<String, String> sessions = caches.getCache("sessions");
            sessions.put("alice", "a basket of three");
            System.out.println(Grid.of(caches).cache("sessions").ownersOf("alice"));
        }
        // README end
    }
}
