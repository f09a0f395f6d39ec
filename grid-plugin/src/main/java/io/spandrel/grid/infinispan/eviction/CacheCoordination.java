package io.spandrel.grid.infinispan.eviction;

import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.CoordinatedHandle;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.coordination.Coordination;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.infinispan.AdvancedCache;
import org.infinispan.context.Flag;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** A cache's coordinated eviction on this member: its clockwork, and its counters as a JMX bean and as Micrometer gauges. */
@MBean(objectName = "SpandrelCoordination", description = "Coordinated eviction: what this member told and was told")
@Scope(Scopes.NAMED_CACHE)
public final class CacheCoordination implements AutoCloseable {

    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(50);
    private static final int FLUSHES_PER_COMPARISON = 20;

    private final LocalMember member;
    private final ComponentRegistry cache;
    private final KeyBytes keyBytes;
    final Coordination<Address> coordination;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> clockwork;
    private int ticks;
    private int topologyFollowed = -1;

    private CacheCoordination(LocalMember member, ComponentRegistry cache) {
        this.member = member;
        this.cache = cache;
        this.keyBytes = new KeyBytes(cache.getInternalMarshaller());
        Duration timeout =
                Duration.ofMillis(cache.getConfiguration().clustering().remoteTimeout());
        this.coordination = new Coordination<>(
                this::ownership,
                new CoordinationMessages(cache.getCacheName(), member.peers(), keyBytes, timeout),
                this::flushSoon,
                cache.getConfiguration().persistence().usingStores() ? loader() : null);
    }

    /** Puts a coordinated container into a cache that is starting. */
    static CoordinatedHandle install(CacheContext context, EvictionConfiguration eviction) {
        ComponentRegistry cache = context.component(ComponentRegistry.class);
        CacheCoordination installed = new CacheCoordination(LocalMember.of(context), cache);
        CoordinatedHandle handle = BoundedContainers.installCoordinated(cache, eviction, installed.coordination);
        installed.coordination.begin(handle.entriesByRole());
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        components.registerComponent(CacheCoordination.class, installed, true);
        context.component(CacheNotifier.class).addListener(new CoordinationListener(installed));
        installed.start(components
                .getComponent(KnownComponentNames.EXPIRATION_SCHEDULED_EXECUTOR, ScheduledExecutorService.class)
                .running());
        return handle;
    }

    private void start(ScheduledExecutorService timer) {
        clockwork = timer.scheduleWithFixedDelay(
                this::tickInBackground, FLUSH_INTERVAL.toMillis(), FLUSH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void flushSoon() {
        member.supplyBlocking(() -> {
            coordination.flush();
            return null;
        });
    }

    private void tickInBackground() {
        if (ticking.compareAndSet(false, true)) {
            member.supplyBlocking(() -> {
                        tick();
                        return null;
                    })
                    .whenComplete((done, failure) -> ticking.set(false));
        }
    }

    /* A topology may have come before the listener was heard; it is caught up with here. */
    private void tick() {
        CacheOwnership now = ownership();
        if (now == null) {
            return;
        }
        if (topologyFollowed != now.topologyId()) {
            topologyFollowed = now.topologyId();
            coordination.ownersChanged();
        }
        coordination.flush();
        if (++ticks % FLUSHES_PER_COMPARISON == 0) {
            coordination.compare();
        }
    }

    private @Nullable CacheOwnership ownership() {
        DistributionManager distribution = cache.getDistributionManager();
        return distribution == null ? null : CacheOwnership.of(distribution.getCacheTopology());
    }

    private Consumer<Object> loader() {
        return key -> {
            AdvancedCache<Object, Object> reader =
                    cache.getComponent(AdvancedCache.class).withFlags(Flag.SKIP_STATISTICS);
            reader.getAsync(reader.getKeyDataConversion().fromStorage(key));
        };
    }

    CompletionStage<Void> ownersChange(ConsistentHash next) {
        return member.supplyBlocking(() -> {
            coordination.ownersChange(next::locateOwnersForSegment);
            return null;
        });
    }

    CompletionStage<Void> ownersChanged() {
        return member.supplyBlocking(() -> {
            coordination.ownersChanged();
            return null;
        });
    }

    void heard(Address sender, boolean evicted, List<byte[]> keys) {
        if (evicted) {
            coordination.follow(sender, keyBytes.read(keys));
        } else {
            coordination.heard(keyBytes.read(keys));
        }
    }

    ComparisonCommand.Reply differing(List<ComparisonCommand.Digest> digests) {
        return new ComparisonCommand.Reply(
                coordination
                        .differing(digests.stream()
                                .map(ComparisonCommand.Digest::digest)
                                .toList())
                        .entrySet()
                        .stream()
                        .map(segment ->
                                new ComparisonCommand.SegmentKeys(segment.getKey(), keyBytes.write(segment.getValue())))
                        .toList());
    }

    CoordinationReport report() {
        return coordination.report();
    }

    @Override
    public void close() {
        if (clockwork != null) {
            clockwork.cancel(false);
        }
    }

    @ManagedAttribute(
            description = "Evicted keys told to a backup, once for each backup",
            displayName = "Victims sent",
            measurementType = MeasurementType.TRENDSUP)
    public long getVictimsSent() {
        return report().victimsSent();
    }

    @ManagedAttribute(
            description = "Evicted keys not told because too many were waiting",
            displayName = "Victims dropped",
            measurementType = MeasurementType.TRENDSUP)
    public long getVictimsDropped() {
        return report().victimsDropped();
    }

    @ManagedAttribute(
            description = "Entries that left because their primary had evicted them",
            displayName = "Followed",
            measurementType = MeasurementType.TRENDSUP)
    public long getFollowed() {
        return report().followed();
    }

    @ManagedAttribute(
            description = "Evicted keys told by a member that is not the primary",
            displayName = "Refused",
            measurementType = MeasurementType.TRENDSUP)
    public long getRefused() {
        return report().refused();
    }

    @ManagedAttribute(
            description = "Entries read here as a backup, told to their primary",
            displayName = "Reads sent",
            measurementType = MeasurementType.TRENDSUP)
    public long getReadsSent() {
        return report().readsSent();
    }

    @ManagedAttribute(
            description = "Entries read here as a backup, not told because too many were waiting",
            displayName = "Reads dropped",
            measurementType = MeasurementType.TRENDSUP)
    public long getReadsDropped() {
        return report().readsDropped();
    }

    @ManagedAttribute(
            description = "Entries led here whose reads at a backup counted as hits",
            displayName = "Reads heard",
            measurementType = MeasurementType.TRENDSUP)
    public long getReadsHeard() {
        return report().readsHeard();
    }

    @ManagedAttribute(
            description = "Entries that left because not all owners held them",
            displayName = "Evened",
            measurementType = MeasurementType.TRENDSUP)
    public long getEvened() {
        return report().evened();
    }

    @ManagedAttribute(
            description = "Entries that left without their primary's word, for want of room",
            displayName = "Uncoordinated evictions",
            measurementType = MeasurementType.TRENDSUP)
    public long getUncoordinatedEvictions() {
        return report().uncoordinatedEvictions();
    }
}
