package io.spandrel.it.bench;

import io.spandrel.grid.Grid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** Members of one grid in this JVM, with one distributed cache of two owners. Used by one thread. */
final class LossMembers implements AutoCloseable {

    private static final AtomicInteger CLUSTERS = new AtomicInteger();
    private static final long LIMIT_SECONDS = 30;
    private static final long POLL_MILLIS = 20;

    private final String cluster = "loss-" + ProcessHandle.current().pid() + "-" + CLUSTERS.incrementAndGet();
    private final List<EmbeddedCacheManager> managers = new ArrayList<>();

    /** @param eviction the attributes of the cache's {@code grid:eviction} */
    LossMembers(int members, String eviction) {
        for (int i = 1; i <= members; i++) {
            managers.add(start("""
                    <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                      <jgroups><stack-file name="loopback" path="stacks/loopback.xml"/></jgroups>
                      <cache-container name="loss">
                        <transport cluster="%s" node-name="member-%d" stack="loopback"/>
                        <distributed-cache name="cache" segments="32" owners="2"><grid:eviction %s/></distributed-cache>
                      </cache-container>
                    </infinispan>
                    """.formatted(cluster, i, eviction)));
            cache(i - 1);
        }
        awaitOwners();
    }

    int count() {
        return managers.size();
    }

    Cache<String, String> cache(int member) {
        return managers.get(member).getCache("cache");
    }

    /** Stops the last member, which hands nothing over, and waits until the others have divided its segments. */
    void loseOne() {
        managers.remove(managers.size() - 1).stop();
        awaitOwners();
    }

    private void awaitOwners() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!managers.stream().allMatch(this::settled)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(managers.size() + " members did not settle");
            }
            pause();
        }
    }

    private boolean settled(EmbeddedCacheManager manager) {
        return Grid.of(manager).report().caches().stream()
                .allMatch(cache -> cache.ring().phase().equals("NO_REBALANCE")
                        && cache.ring().shares().size() == managers.size());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static EmbeddedCacheManager start(String xml) {
        try {
            return new DefaultCacheManager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(managers).forEach(EmbeddedCacheManager::stop);
    }
}
