package io.spandrel.grid.infinispan.report;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Setting;
import io.spandrel.grid.infinispan.antientropy.CacheAntiEntropy;
import io.spandrel.grid.infinispan.calls.KeyCalls;
import io.spandrel.grid.infinispan.consistency.CacheRounds;
import io.spandrel.grid.infinispan.eviction.CacheEviction;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.Identities;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Settings;
import io.spandrel.grid.infinispan.negativelookup.NegativeLookup;
import io.spandrel.grid.infinispan.tombstone.DeletesFigures;
import java.util.List;
import java.util.function.Function;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.partitionhandling.impl.PartitionHandlingManager;
import org.infinispan.stats.Stats;
import org.infinispan.topology.RebalancingStatus;
import org.jspecify.annotations.Nullable;

/** Reads what a running cache knows of itself on this member; asks nobody else. */
public final class CacheReader {

    private final RingReader rings;
    private final LocalMember member;

    public CacheReader(Identities identities, LocalMember member) {
        this.rings = new RingReader(identities);
        this.member = member;
    }

    public CacheReport report(CacheSide side) {
        LocalizedCacheTopology topology = side.topology();
        Ring ring = topology == null ? RingReader.local(member.name()) : rings.read(topology);
        RebalancingStatus rebalancing = rebalancing(side, topology);
        return new CacheReport(
                side.cacheName(),
                side.configuration().clustering().cacheMode().name(),
                owners(side, ring),
                availability(side).name(),
                rebalancing.name(),
                rebalancing != RebalancingStatus.SUSPENDED,
                ring,
                statistics(side),
                told(side, CacheEviction.class, CacheEviction::report),
                told(side, NegativeLookup.class, NegativeLookup::report),
                told(side, CacheRounds.class, CacheRounds::report),
                told(side, DeletesFigures.class, DeletesFigures::report),
                told(side, CacheHints.class, CacheHints::report),
                told(side, CacheAntiEntropy.class, CacheAntiEntropy::report),
                told(side, KeyCalls.class, KeyCalls::report),
                settings(side));
    }

    CacheStatistics statistics(CacheSide side) {
        Stats stats = side.cache().getAdvancedCache().getStats();
        long entries = side.component(InternalDataContainer.class).sizeIncludingExpired();
        if (!side.configuration().statistics().enabled()) {
            return new CacheStatistics(false, 0, 0, 0, 0, 0, entries, 0, 0);
        }
        return new CacheStatistics(
                true,
                stats.getHits(),
                stats.getMisses(),
                stats.getStores(),
                stats.getRemoveHits(),
                stats.getEvictions(),
                entries,
                stats.getAverageReadTimeNanos(),
                stats.getAverageWriteTimeNanos());
    }

    CacheFigures figures(CacheSide side) {
        return CacheFigures.of(
                side.cacheName(),
                statistics(side),
                told(side, CacheEviction.class, CacheEviction::report),
                told(side, NegativeLookup.class, NegativeLookup::report),
                told(side, CacheRounds.class, CacheRounds::report),
                told(side, DeletesFigures.class, DeletesFigures::report),
                told(side, CacheHints.class, CacheHints::report),
                told(side, CacheAntiEntropy.class, CacheAntiEntropy::report),
                told(side, KeyCalls.class, KeyCalls::report));
    }

    /** The counters that charts are drawn from; those of a bound are its own. */
    HistoryCommand.CacheMoment moment(CacheSide side) {
        CacheStatistics statistics = statistics(side);
        CacheEviction eviction = side.find(CacheEviction.class);
        return new HistoryCommand.CacheMoment(
                side.cacheName(),
                statistics.hits(),
                statistics.misses(),
                statistics.stores(),
                statistics.removes(),
                eviction == null ? statistics.evictions() : eviction.getEvictions(),
                eviction == null ? statistics.entries() : eviction.getEntries());
    }

    public RingReader rings() {
        return rings;
    }

    /** What one of the cache's capabilities tells of itself; null if the cache does not have it. */
    private static <C, R> @Nullable R told(CacheSide side, Class<C> capability, Function<C, R> report) {
        C found = side.find(capability);
        return found == null ? null : report.apply(found);
    }

    private static int owners(CacheSide side, Ring ring) {
        CacheMode mode = side.configuration().clustering().cacheMode();
        return mode.isDistributed()
                ? side.configuration().clustering().hash().numOwners()
                : ring.shares().size();
    }

    private static AvailabilityMode availability(CacheSide side) {
        return side.clustered()
                ? side.component(PartitionHandlingManager.class).getAvailabilityMode()
                : AvailabilityMode.AVAILABLE;
    }

    /* Whether owners move now is known here; whether they may, the coordinator knows. */
    private static RebalancingStatus rebalancing(CacheSide side, @Nullable LocalizedCacheTopology topology) {
        RebalancingStatus told = side.rebalancing().last();
        if (told == RebalancingStatus.SUSPENDED) {
            return told;
        }
        if (topology != null && topology.getPendingCH() != null) {
            return RebalancingStatus.IN_PROGRESS;
        }
        return told == RebalancingStatus.PENDING ? told : RebalancingStatus.COMPLETE;
    }

    private static List<Setting> settings(CacheSide side) {
        GridCacheConfiguration grid = side.grid();
        return grid == null ? List.of() : Settings.of(grid.settings());
    }
}
