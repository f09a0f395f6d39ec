package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.ConflictPage;
import io.spandrel.grid.Consistency;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.KeyCopies;
import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.KeyPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.infinispan.antientropy.CacheAntiEntropy;
import io.spandrel.grid.infinispan.consistency.LeveledCache;
import io.spandrel.grid.infinispan.eviction.CacheEviction;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.grid.infinispan.key.KeyBrowser;
import io.spandrel.grid.infinispan.key.KeyPosition;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.merge.ConflictBrowser;
import io.spandrel.grid.infinispan.report.CacheReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.topology.LocalTopologyManager;
import org.jspecify.annotations.Nullable;

/** The grid's side of one running cache, as the application sees it. */
final class EmbeddedGridCache implements GridCache {

    private final LocalMember member;
    private final CacheSide side;

    EmbeddedGridCache(LocalMember member, CacheSide side) {
        this.member = member;
        this.side = side;
    }

    @Override
    public String name() {
        return side.cacheName();
    }

    @Override
    public CacheReport report() {
        return member.component(CacheReader.class).report(side);
    }

    @Override
    public KeyOwners ownersOf(Object key) {
        LocalizedCacheTopology topology = side.topology();
        if (topology == null) {
            return new KeyOwners(0, member.name(), List.of());
        }
        Object stored = side.cache().getAdvancedCache().getKeyDataConversion().toStorage(key);
        return member.component(CacheReader.class).rings().owners(topology.getDistribution(stored));
    }

    @Override
    public CompletionStage<KeyPage> keys(KeyQuery query) {
        return new KeyBrowser(member, side).page(query);
    }

    @Override
    public CompletionStage<KeyCopies> copiesOf(Object key, boolean values) {
        return new KeyBrowser(member, side).copies(key, values);
    }

    @Override
    public CompletionStage<@Nullable KeyCopies> copiesById(String id, boolean values) {
        return new KeyBrowser(member, side).copies(KeyPosition.parse(id), values);
    }

    @Override
    public CompletionStage<ConflictPage> conflicts(@Nullable String after, int limit, boolean values) {
        return new ConflictBrowser(member, side).page(after, limit, values);
    }

    @Override
    public CompletionStage<Long> evictNow() {
        if (side.find(CacheEviction.class) == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Cache '" + name() + "' has no <grid:eviction>"));
        }
        return everywhere(OperationCommand.EVICT);
    }

    @Override
    public CompletionStage<Void> expireNow() {
        return everywhere(OperationCommand.EXPIRE).thenAccept(count -> {});
    }

    /* Asked of the manager, so that a secured cache checks who clears it. */
    @Override
    public CompletionStage<Void> clear() {
        return operations()
                .run(
                        "clear",
                        name(),
                        correlation -> side.manager()
                                .getCache(name())
                                .clearAsync()
                                .thenAccept(nothing ->
                                        operations().doneEverywhere(name(), "cleared on demand", correlation)));
    }

    @Override
    public void rebalancing(boolean enabled) {
        if (!side.clustered()) {
            throw new IllegalStateException("Cache '" + name() + "' is not clustered: it has no owners to move");
        }
        CompletionStages.join(operations()
                .run(
                        "rebalance",
                        name(),
                        correlation -> member.supplyBlocking(() -> {
                            setRebalancing(enabled);
                            operations()
                                    .doneEverywhere(
                                            name(), "rebalancing switched " + (enabled ? "on" : "off"), correlation);
                            return enabled;
                        })));
        CompletionStages.join(side.rebalancing().refresh());
    }

    private void setRebalancing(boolean enabled) {
        try {
            side.component(LocalTopologyManager.class).setCacheRebalancingEnabled(name(), enabled);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Rebalancing of cache '" + name() + "' cannot be switched", e);
        }
    }

    @Override
    public <K, V> AdvancedCache<K, V> with(Consistency consistency) {
        GridCacheConfiguration grid = side.grid();
        if (grid == null || grid.consistency() == null) {
            throw new IllegalStateException("Cache '" + name() + "' has no <grid:consistency>");
        }
        return LeveledCache.of(side.manager().<K, V>getCache(name()).getAdvancedCache(), consistency);
    }

    @Override
    public CompletionStage<Void> pauseHandoff(String target) {
        return handoff(OperationCommand.PAUSE_HANDOFF, target).thenAccept(count -> {});
    }

    @Override
    public CompletionStage<Void> resumeHandoff(String target) {
        return handoff(OperationCommand.RESUME_HANDOFF, target).thenAccept(count -> {});
    }

    @Override
    public CompletionStage<Long> dropHints(String target) {
        return handoff(OperationCommand.DROP_HINTS, target);
    }

    private CompletionStage<Long> handoff(String operation, String target) {
        if (side.find(CacheHints.class) == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Cache '" + name() + "' has no <grid:hinted-handoff>"));
        }
        return operations()
                .run(
                        operation,
                        name(),
                        correlation -> operations()
                                .everywhere(
                                        OperationCommand.handoff(operation, name(), target, correlation), timeout()));
    }

    @Override
    public long boundAfter(String element, String attribute, String value) {
        EvictionConfiguration eviction = check(element, attribute, value);
        if (eviction == null) {
            throw new IllegalArgumentException(element + " " + attribute + " is no bound");
        }
        return eviction.maxCount().orElseGet(() -> eviction.maxSize().orElseThrow());
    }

    @Override
    public CompletionStage<Void> change(String element, String attribute, String value) {
        check(element, attribute, value);
        return operations()
                .run(
                        OperationCommand.CHANGE,
                        name(),
                        correlation -> operations()
                                .everywhere(
                                        new OperationCommand(
                                                OperationCommand.CHANGE,
                                                name(),
                                                element,
                                                attribute,
                                                value,
                                                correlation),
                                        timeout()))
                .thenAccept(count -> {});
    }

    private @Nullable EvictionConfiguration check(String element, String attribute, String value) {
        GridCacheConfiguration grid = side.grid();
        if (grid == null) {
            throw new IllegalArgumentException("Cache '" + name() + "' has no grid: elements");
        }
        try {
            return grid.checkChange(element, attribute, value);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<Void> compareOwners() {
        return antiEntropy(OperationCommand.COMPARE);
    }

    @Override
    public CompletionStage<Void> checkOwners() {
        return antiEntropy(OperationCommand.CHECK);
    }

    @Override
    public CompletionStage<Void> pauseAntiEntropy() {
        return antiEntropy(OperationCommand.PAUSE_ANTI_ENTROPY);
    }

    @Override
    public CompletionStage<Void> resumeAntiEntropy() {
        return antiEntropy(OperationCommand.RESUME_ANTI_ENTROPY);
    }

    private CompletionStage<Void> antiEntropy(String operation) {
        return side.find(CacheAntiEntropy.class) == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("Cache '" + name() + "' has no <grid:anti-entropy>"))
                : everywhere(operation).thenAccept(count -> {});
    }

    private CompletionStage<Long> everywhere(String operation) {
        return operations()
                .run(
                        operation,
                        name(),
                        correlation -> operations()
                                .everywhere(OperationCommand.of(operation, name(), correlation), timeout()));
    }

    private Duration timeout() {
        return Duration.ofMillis(side.configuration().clustering().remoteTimeout());
    }

    private Operations operations() {
        return member.component(Operations.class);
    }
}
