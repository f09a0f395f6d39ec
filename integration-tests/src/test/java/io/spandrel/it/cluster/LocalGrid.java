package io.spandrel.it.cluster;

import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** Members of one grid in this JVM, each with a cache manager of its own, named {@code member-1} and so on. */
public final class LocalGrid implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger GRIDS = new AtomicInteger();

    private final String cluster = "grid-" + ProcessHandle.current().pid() + "-" + GRIDS.incrementAndGet();
    private final String caches;
    private final Consumer<EmbeddedCacheManager> beforeStart;
    private final List<EmbeddedCacheManager> managers = new ArrayList<>();

    private LocalGrid(String caches, Consumer<EmbeddedCacheManager> beforeStart) {
        this.caches = caches;
        this.beforeStart = beforeStart;
    }

    /**
     * Starts {@code members} members with the caches given as XML, in which <code>{member}</code> stands for the member's
     * name; the first has {@code firstElements} besides.
     */
    public static LocalGrid start(int members, String firstElements, String caches) {
        LocalGrid grid = new LocalGrid(caches, manager -> {});
        IntStream.range(0, members).forEach(i -> grid.add(grid.freeName(), i == 0 ? firstElements : ""));
        grid.awaitMembers(members);
        return grid;
    }

    public static LocalGrid start(int members, String caches) {
        return start(members, "", caches);
    }

    /** The same; each manager is handed over before it starts. */
    public static LocalGrid start(int members, Consumer<EmbeddedCacheManager> beforeStart, String caches) {
        LocalGrid grid = new LocalGrid(caches, beforeStart);
        IntStream.range(0, members).forEach(i -> grid.add());
        grid.awaitMembers(members);
        return grid;
    }

    /** Those that run, in the order of their indexes. */
    public List<EmbeddedCacheManager> managers() {
        return List.copyOf(managers);
    }

    public EmbeddedCacheManager manager(int index) {
        return managers.get(index);
    }

    public <K, V> Cache<K, V> cache(int index, String name) {
        return manager(index).getCache(name);
    }

    public Grid grid(int index) {
        return Grid.of(manager(index));
    }

    /** Starts one more member. */
    public void add() {
        add(freeName(), "");
    }

    /** Starts one more member, of this name. */
    public void addNamed(String name) {
        add(name, "");
    }

    private void add(String name, String elements) {
        EmbeddedCacheManager manager =
                start(xml(name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"), elements));
        managers.add(manager);
        manager.getCacheConfigurationNames().forEach(manager::getCache);
    }

    private String freeName() {
        List<String> taken = managers.stream()
                .map(manager ->
                        manager.getCacheManagerConfiguration().transport().nodeName())
                .toList();
        return IntStream.rangeClosed(1, managers.size() + 1)
                .mapToObj(number -> "member-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** Stops a member; those after it move up. */
    public void stop(int index) {
        managers.remove(index).stop();
    }

    /** Waits until every member sees {@code count} members, and no cache moves owners. */
    public void awaitMembers(int count) {
        await().atMost(PATIENCE).until(() -> managers.stream().allMatch(manager -> settled(manager, count)));
    }

    private static boolean settled(EmbeddedCacheManager manager, int count) {
        return manager.getMembers().size() == count
                && Grid.of(manager).report().caches().stream()
                        .allMatch(cache -> cache.ring().phase().equals("NO_REBALANCE")
                                && cache.ring().shares().size() == count);
    }

    @Override
    public void close() {
        List.copyOf(managers).forEach(EmbeddedCacheManager::stop);
    }

    private EmbeddedCacheManager start(String xml) {
        try {
            EmbeddedCacheManager manager =
                    new DefaultCacheManager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), false);
            beforeStart.accept(manager);
            manager.start();
            return manager;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String xml(String member, String elements) {
        return """
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <jgroups><stack-file name="loopback" path="stacks/loopback.xml"/></jgroups>
                  <cache-container name="%2$s" statistics="true">
                    <transport cluster="%1$s" node-name="%2$s" stack="loopback"/>
                    <jmx domain="%1$s.%2$s"/>
                    %3$s
                    %4$s
                  </cache-container>
                </infinispan>
                """.formatted(cluster, member, elements, caches.replace("{member}", member));
    }
}
