package io.spandrel.grid.infinispan;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinispan.configuration.cache.Configuration;

/**
 * Capabilities as an application would bring them, named in {@code META-INF/services}: they are on in caches whose names
 * say so, and write down what happens to them.
 */
public abstract sealed class RecordingCapability implements CacheCapability {

    public static final List<String> CALLS = new CopyOnWriteArrayList<>();

    private final String element;

    RecordingCapability(String element) {
        this.element = element;
    }

    @Override
    public String element() {
        return element;
    }

    @Override
    public boolean isOn(Configuration cache) {
        GridCacheConfiguration grid = cache.module(GridCacheConfiguration.class);
        return grid != null && grid.elements().contains("near-cache");
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        CALLS.add(element + " installed in " + context.cacheName());
        if (element.equals("x-second") && context.cacheName().startsWith("failing")) {
            throw new IllegalStateException("no room left");
        }
        return () -> {
            CALLS.add(element + " closed in " + context.cacheName());
            if (element.equals("x-second")) {
                throw new IllegalStateException("does not want to go");
            }
        };
    }

    /** Comes first. */
    public static final class First extends RecordingCapability {
        public First() {
            super("near-cache");
        }
    }

    /** Comes second, and fails where the cache's name says so. */
    public static final class Second extends RecordingCapability {
        public Second() {
            super("x-second");
        }
    }

    /** Comes last. */
    public static final class Third extends RecordingCapability {
        public Third() {
            super("x-third");
        }
    }
}
