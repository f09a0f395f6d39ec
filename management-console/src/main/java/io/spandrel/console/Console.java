package io.spandrel.console;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** Tells where the console of a cache manager listens. Thread-safe. */
public final class Console {

    /* Weak, so that a manager that was never stopped is not kept from the garbage collector by this map. */
    private static final Map<EmbeddedCacheManager, URI> RUNNING = Collections.synchronizedMap(new WeakHashMap<>());

    private Console() {}

    /** The console's address, with the port in use when a free one was asked for; empty if the manager runs none. */
    public static Optional<URI> address(EmbeddedCacheManager manager) {
        @Nullable URI address = RUNNING.get(manager);
        return Optional.ofNullable(address);
    }

    static void started(EmbeddedCacheManager manager, URI address) {
        RUNNING.put(manager, address);
    }

    static void stopped(EmbeddedCacheManager manager) {
        RUNNING.remove(manager);
    }
}
