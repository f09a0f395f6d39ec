package io.spandrel.it.bench;

import io.spandrel.grid.infinispan.negativelookup.NegativeLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.factories.ComponentRegistry;

/**
 * A local cache over Infinispan's file store, in a new directory that goes when it is closed. It begins with keys 0 up to
 * {@link LocalCaches#KEYS}, all of them in memory and in the store.
 */
final class StoredCache implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;
    private static final long POLL_MILLIS = 10;

    private final Path directory;
    private final LocalCaches caches;

    private StoredCache(Path directory, String element) {
        this.directory = directory;
        // MANUAL: evicting by hand, without a bound, is meant
        caches = LocalCaches.with("""
                <memory when-full="MANUAL"/>
                <persistence><file-store><data path="%1$s/data"/><index path="%1$s/index"/></file-store></persistence>
                %2$s
                """.formatted(directory, element));
        Cache<Integer, Integer> unread = cache().getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            unread.put(key, key);
        }
    }

    /** Without {@code grid:} elements. */
    static StoredCache plain() {
        return new StoredCache(newDirectory(), "");
    }

    /** With negative lookup, whose filters are complete. */
    static StoredCache filtered() {
        StoredCache cache = new StoredCache(newDirectory(), "<grid:negative-lookup remote=\"never\"/>");
        cache.awaitFilters();
        return cache;
    }

    Cache<Integer, Integer> cache() {
        return caches.cache();
    }

    /** How often the store was not asked because the filter knew better; 0 without negative lookup. */
    long readsSpared() {
        NegativeLookup lookup = lookup();
        return lookup == null ? 0 : lookup.getStoreReadsSpared();
    }

    @SuppressWarnings("NullAway") // null where there is no such component
    private NegativeLookup lookup() {
        return ComponentRegistry.componentOf(cache(), NegativeLookup.class);
    }

    private void awaitFilters() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (lookup().getFillingFilters() > 0 || lookup().getCompleteFilters() == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the filters were not complete after " + LIMIT_SECONDS + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("spandrel-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        caches.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
