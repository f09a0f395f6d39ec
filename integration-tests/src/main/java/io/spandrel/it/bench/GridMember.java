package io.spandrel.it.bench;

import io.spandrel.grid.Grid;
import io.spandrel.grid.infinispan.negativelookup.Subscriptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.rpc.RpcManager;
import org.infinispan.remoting.rpc.RpcManagerImpl;

/** This process's member of a grid over TCP on loopback, with one distributed cache. Used by one thread. */
final class GridMember implements AutoCloseable {

    private static final int SEGMENTS = 64;
    private static final long LIMIT_SECONDS = 60;
    private static final long POLL_MILLIS = 20;
    private static final int READS_AT_ONCE = 1_000;

    private final EmbeddedCacheManager manager;
    private final SplittableRandom random = new SplittableRandom();

    /**
     * Starts it.
     *
     * @param ports of all members; the first names the cluster
     * @param index of this one's
     * @param owners of each key
     * @param element {@code grid:} elements of the cache, or nothing
     */
    GridMember(List<Integer> ports, int index, int owners, String element) {
        String hosts = ports.stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(","));
        String xml = """
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <jgroups><stack name="bench" extends="spandrel-tcp">
                    <TCP_NIO2 xmlns="urn:org:jgroups" bind_port="%d" port_range="0"/>
                    <TCPPING xmlns="urn:org:jgroups" initial_hosts="%s"/>
                  </stack></jgroups>
                  <cache-container name="bench">
                    <transport cluster="bench-%d" node-name="member-%d" stack="bench"/>
                    <distributed-cache name="cache" owners="%d" segments="%d">%s</distributed-cache>
                  </cache-container>
                </infinispan>
                """.formatted(ports.get(index), hosts, ports.get(0), index + 1, owners, SEGMENTS, element);
        try {
            manager = new DefaultCacheManager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cache();
    }

    Cache<Integer, Integer> cache() {
        return manager.getCache("cache");
    }

    /** The first {@code count} keys from {@code first} on that other members own. */
    Integer[] keysElsewhere(int first, int count) {
        LocalizedCacheTopology topology = topology();
        return IntStream.iterate(first, key -> key + 1)
                .filter(key -> !topology.isReadOwner(key))
                .limit(count)
                .boxed()
                .toArray(Integer[]::new);
    }

    /** Waits until {@code members} members have divided the segments. */
    void awaitMembers(int members) {
        await(
                members + " members that own segments",
                () -> Grid.of(manager).report().caches().stream()
                        .allMatch(cache -> cache.ring().phase().equals("NO_REBALANCE")
                                && cache.ring().shares().size() == members));
    }

    /** Asks in vain until this member has copies of all filters elsewhere. */
    void subscribe() {
        LocalizedCacheTopology topology = topology();
        long elsewhere = IntStream.range(0, SEGMENTS)
                .filter(segment -> !topology.isSegmentReadOwner(segment))
                .count();
        Subscriptions subscriptions = ComponentRegistry.componentOf(cache(), Subscriptions.class);
        await("copies of all filters", () -> {
            if (subscriptions.getCopies() < elsewhere) {
                readInVain();
            }
            return subscriptions.getCopies() == elsewhere;
        });
    }

    /** How many commands {@code action} sends to other members. */
    long calls(Runnable action) {
        RpcManagerImpl remote = (RpcManagerImpl) ComponentRegistry.componentOf(cache(), RpcManager.class);
        remote.setStatisticsEnabled(true);
        long before = remote.getReplicationCount();
        action.run();
        long calls = remote.getReplicationCount() - before;
        remote.setStatisticsEnabled(false);
        return calls;
    }

    @Override
    public void close() {
        manager.stop();
    }

    /* below zero, where nobody writes */
    private void readInVain() {
        for (int i = 0; i < READS_AT_ONCE; i++) {
            cache().get(-1 - random.nextInt(Integer.MAX_VALUE));
        }
    }

    private LocalizedCacheTopology topology() {
        return cache().getAdvancedCache().getDistributionManager().getCacheTopology();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("no " + what + " within " + LIMIT_SECONDS + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
