package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.Origin;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.expiration.impl.InternalExpirationManager;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.lifecycle.ComponentStatus;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.topology.LocalTopologyManager;
import org.infinispan.topology.RebalancingStatus;
import org.jspecify.annotations.Nullable;

/** The grid's side of one cache on this member, from the moment it starts until it has stopped. */
public final class CacheSide implements CacheContext {

    /** Stands in for the element of what is Infinispan's own, and not in the {@code grid:} language. */
    static final String OWN_BY_INFINISPAN = "cache";

    private static final List<String> OWN_PACKAGES = List.of("io.spandrel.", "org.infinispan.");

    private final ComponentRegistry components;
    private final Installed installed;
    private final RebalanceStatus rebalancing;
    private final ExpirationTrigger expiration;
    private final TransferWatch transfers = new TransferWatch(System::nanoTime);
    private final List<Runnable> awaited = new CopyOnWriteArrayList<>();
    private final List<Runnable> releases = new CopyOnWriteArrayList<>();

    CacheSide(ComponentRegistry components, LocalMember member) {
        this.components = components;
        this.rebalancing = new RebalanceStatus(
                member.clock(),
                () -> clustered()
                        ? member.supplyBlocking(this::askCoordinator)
                        : CompletableFuture.completedFuture(RebalancingStatus.COMPLETE));
        this.expiration = new ExpirationTrigger(
                () -> component(InternalExpirationManager.class).processExpiration(),
                member::runBlocking,
                System::nanoTime,
                member.expirationCounts());
        this.installed = new Installed("cache '" + components.getCacheName() + "'");
    }

    /** This side of a starting cache. */
    public static CacheSide of(CacheContext cache) {
        CacheSide side = LocalMember.of(cache).caches().find(cache.cacheName());
        if (side == null) {
            throw new IllegalStateException("Cache '" + cache.cacheName() + "' is not starting");
        }
        return side;
    }

    void install(Iterable<CacheCapability> capabilities) {
        for (CacheCapability capability : capabilities) {
            installed.add(capability.element(), () -> capability.install(this));
        }
    }

    /** Has {@code await} run once the cache has started, before the application is given it. */
    public void onStarted(Runnable await) {
        awaited.add(await);
    }

    /** The cache has started; returns when all that it waits for is there. */
    void started() {
        awaited.forEach(Runnable::run);
    }

    /** The cache begins to stop: capabilities are closed, and what was asked for and not begun fails. */
    void stopping() {
        expiration.close();
        installed.close();
    }

    /** The cache has stopped. */
    void stopped() {
        for (Runnable release : releases) {
            try {
                release.run();
            } catch (RuntimeException e) {
                LOG.operationFailed(cacheName(), "a release after it had stopped", e);
            }
        }
    }

    /** Has a listener hear of this cache for as long as it runs. */
    void listen(Object listener) {
        component(CacheNotifier.class).addListener(listener);
    }

    /** How many listeners the application has on this cache here. */
    public int listeners() {
        return (int) component(CacheNotifier.class).getListeners().stream()
                .filter(listener ->
                        OWN_PACKAGES.stream().noneMatch(listener.getClass().getName()::startsWith))
                .count();
    }

    /** Whether the cache has started and does not stop yet. */
    boolean running() {
        return components.getStatus() == ComponentStatus.RUNNING;
    }

    /** Whether the cache starts, or has no share of the segments yet. */
    boolean joining() {
        ComponentStatus status = components.getStatus();
        return status.startingUp() || running() && !hasShare();
    }

    /* Who runs without a topology has none to wait for. */
    private boolean hasShare() {
        LocalizedCacheTopology topology = topology();
        return topology == null || topology.getCurrentCH().getMembers().contains(topology.getLocalAddress());
    }

    Installed installed() {
        return installed;
    }

    /** What a capability has registered for this cache; null: it is not installed. */
    public <T> @Nullable T find(Class<T> type) {
        return components.getComponent(type);
    }

    /** The cache's {@code grid:} elements; null: it has none. */
    public @Nullable GridCacheConfiguration grid() {
        return configuration().module(GridCacheConfiguration.class);
    }

    public ExpirationTrigger expiration() {
        return expiration;
    }

    /** How fast segments arrive here. */
    public TransferWatch transfers() {
        return transfers;
    }

    public RebalanceStatus rebalancing() {
        return rebalancing;
    }

    /** The cache itself, with no check of who uses it. */
    public Cache<?, ?> cache() {
        return components.getComponent(AdvancedCache.class);
    }

    public boolean clustered() {
        return configuration().clustering().cacheMode().isClustered();
    }

    /** Who owns what; null before the first topology, and in a cache that is not clustered. */
    public @Nullable LocalizedCacheTopology topology() {
        DistributionManager distribution = components.getDistributionManager();
        return distribution == null ? null : distribution.getCacheTopology();
    }

    /** What this member answers to one that wants to join the cache. */
    AgreementCommand.Reply agreement() {
        GridCacheConfiguration grid = grid();
        return new AgreementCommand.Reply(true, agreed(), grid == null ? Map.of() : changed(grid));
    }

    /** What all members must agree on, by {@code element.attribute}. */
    Map<String, String> agreed() {
        GridCacheConfiguration grid = grid();
        Map<String, String> agreed = new TreeMap<>(grid == null ? Map.of() : grid.agreed());
        CacheMode mode = configuration().clustering().cacheMode();
        agreed.put(OWN_BY_INFINISPAN + ".mode", mode.name());
        agreed.put(
                OWN_BY_INFINISPAN + ".segments",
                Integer.toString(configuration().clustering().hash().numSegments()));
        if (mode.isDistributed()) {
            agreed.put(
                    OWN_BY_INFINISPAN + ".owners",
                    Integer.toString(configuration().clustering().hash().numOwners()));
        }
        return agreed;
    }

    private RebalancingStatus askCoordinator() {
        try {
            return component(LocalTopologyManager.class).getRebalancingStatus(cacheName());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CacheException(e);
        }
    }

    private static Map<String, String> changed(GridCacheConfiguration grid) {
        return grid.settings().stream()
                .filter(setting -> setting.origin() == Origin.CHANGED && setting.value() != null)
                .collect(Collectors.toMap(
                        setting -> setting.element() + "." + setting.attribute(), setting -> "" + setting.value()));
    }

    @Override
    public String cacheName() {
        return components.getCacheName();
    }

    @Override
    public Configuration configuration() {
        return components.getConfiguration();
    }

    @Override
    public EmbeddedCacheManager manager() {
        return components.getGlobalComponentRegistry().getCacheManager();
    }

    @Override
    public <T> T component(Class<T> type) {
        T component = components.getComponent(type);
        if (component == null) {
            throw new IllegalArgumentException("Cache '" + cacheName() + "' has no component " + type.getName());
        }
        return component;
    }

    @Override
    public void onStopped(Runnable release) {
        releases.add(release);
    }
}
