package io.spandrel.grid.infinispan;

import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** Members of one cluster in this JVM, named {@code a}, {@code b} and so on; each instance is a cluster of its own. */
public final class TestCluster implements AutoCloseable {

    private static final AtomicInteger CLUSTERS = new AtomicInteger();

    private final String cluster = "test-" + CLUSTERS.incrementAndGet();
    private final List<EmbeddedCacheManager> managers = new ArrayList<>();
    private int started;

    /** Starts members with the same elements; see {@link #join}. */
    public static TestCluster of(int members, String elements) {
        TestCluster cluster = new TestCluster();
        for (int i = 0; i < members; i++) {
            cluster.join(elements);
        }
        cluster.awaitMembers(members);
        return cluster;
    }

    /** Starts one more member, with these elements in its cache container, and all caches among them. */
    public EmbeddedCacheManager join(String elements) {
        EmbeddedCacheManager manager = define(elements);
        manager.getCacheConfigurationNames().forEach(manager::getCache);
        return manager;
    }

    /** Starts one more member, with these elements in its cache container, but none of the caches among them. */
    public EmbeddedCacheManager define(String elements) {
        String name = Character.toString('a' + started++);
        EmbeddedCacheManager manager = start("""
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <jgroups><stack-file name="loopback" path="stacks/loopback.xml"/></jgroups>
                  <cache-container name="%2$s" statistics="true">
                    <transport cluster="%1$s" node-name="%2$s" stack="loopback"/>
                    <jmx enabled="true" domain="%1$s.%2$s"/>
                    %3$s
                  </cache-container>
                </infinispan>
                """.formatted(cluster, name, elements));
        managers.add(manager);
        return manager;
    }

    /** A distributed cache with a bound, as {@link EmbeddedCacheManager#defineConfiguration} wants it. */
    public static Configuration configuration(String eviction) {
        return new ParserRegistry()
                .parse("""
                        <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                          <cache-container>
                            <distributed-cache name="cache"><grid:eviction %s/></distributed-cache>
                          </cache-container>
                        </infinispan>
                        """.formatted(eviction))
                .getNamedConfigurationBuilders()
                .get("cache")
                .build();
    }

    /** A manager outside any cluster; to be stopped by the caller. */
    public static EmbeddedCacheManager local(String elements) {
        return start("""
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <cache-container name="alone" statistics="true">
                    <jmx enabled="true" domain="test-local-%d"/>
                    %s
                  </cache-container>
                </infinispan>
                """.formatted(CLUSTERS.incrementAndGet(), elements));
    }

    private static EmbeddedCacheManager start(String xml) {
        try {
            return new DefaultCacheManager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return cluster;
    }

    /** All that were started, in this order, stopped ones too. */
    public List<EmbeddedCacheManager> managers() {
        return List.copyOf(managers);
    }

    public EmbeddedCacheManager manager(int index) {
        return managers.get(index);
    }

    public Grid grid(int index) {
        return Grid.of(managers.get(index));
    }

    public <K, V> Cache<K, V> cache(int index, String name) {
        return managers.get(index).getCache(name);
    }

    /** Waits until every member sees {@code count} members and no cache moves owners. */
    public void awaitMembers(int count) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> managers.stream()
                        .filter(manager -> manager.getStatus().allowInvocations())
                        .allMatch(manager -> settled(manager, count)));
    }

    private static boolean settled(EmbeddedCacheManager manager, int count) {
        return manager.getMembers().size() == count
                && Grid.of(manager).report().caches().stream()
                        .filter(cache -> !cache.mode().equals("LOCAL"))
                        .allMatch(cache -> cache.ring().phase().equals("NO_REBALANCE")
                                && cache.ring().shares().size() == count);
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        for (int i = managers.size() - 1; i >= 0; i--) {
            managers.get(i).stop();
        }
    }
}
