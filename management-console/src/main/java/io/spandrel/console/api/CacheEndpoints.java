package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.console.live.Totals;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberShare;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import io.spandrel.grid.Setting;
import java.util.List;
import org.infinispan.commons.CacheException;
import org.jspecify.annotations.Nullable;

/** What is asked of caches. */
final class CacheEndpoints {

    record Statistics(
            boolean enabled,
            long hits,
            long misses,
            long stores,
            long removes,
            long evictions,
            long entries,
            long averageReadNanos,
            long averageWriteNanos,
            double hitRatio) {

        static Statistics of(CacheStatistics of) {
            return new Statistics(
                    of.enabled(),
                    of.hits(),
                    of.misses(),
                    of.stores(),
                    of.removes(),
                    of.evictions(),
                    of.entries(),
                    of.averageReadNanos(),
                    of.averageWriteNanos(),
                    of.hitRatio());
        }
    }

    record Summary(
            String name,
            String mode,
            int owners,
            String availability,
            String rebalancing,
            boolean rebalancingEnabled,
            Statistics statistics,
            @Nullable EvictionReport eviction) {}

    record OnMember(
            String member, Statistics statistics, @Nullable EvictionReport eviction) {}

    record Detail(
            String name,
            String mode,
            int owners,
            String availability,
            String rebalancing,
            boolean rebalancingEnabled,
            Statistics statistics,
            @Nullable EvictionReport eviction,
            List<Setting> settings,
            List<OnMember> perMember) {}

    record RingView(
            int owners,
            String cacheMode,
            int topologyId,
            String phase,
            List<Segment> segments,
            List<MemberShare> shares) {}

    record Distribution(String cache, int owners, long segmentsBelowOwners, List<MemberShare> shares) {}

    private final GridReader grid;

    CacheEndpoints(GridReader grid) {
        this.grid = grid;
    }

    Answer all(Request request) {
        List<MemberReport> members = grid.members();
        return Answer.json(grid.report().caches().stream()
                .map(cache -> summary(cache, new Totals(members, cache.name())))
                .toList());
    }

    Answer one(Request request) {
        CacheReport cache = grid.cacheReport(request.parameter("name"));
        List<MemberReport> members = grid.members();
        Totals totals = new Totals(members, cache.name());
        return Answer.json(new Detail(
                cache.name(),
                cache.mode(),
                cache.owners(),
                cache.availability(),
                cache.rebalancing(),
                cache.rebalancingEnabled(),
                Statistics.of(totals.statistics()),
                totals.eviction(),
                cache.settings(),
                members.stream()
                        .filter(member -> member.statistics().containsKey(cache.name()))
                        .map(member -> onMember(member, cache.name()))
                        .toList()));
    }

    Answer ring(Request request) {
        return ringOf(request.parameter("name"));
    }

    Answer owners(Request request) {
        return ownersIn(request.parameter("name"), request);
    }

    /** Alias: the ring of {@code ?cache=}. */
    Answer clusterRing(Request request) {
        return ringOf(grid.cacheOrOnly(request.query("cache")));
    }

    /** Alias: the owners of {@code ?key=} in {@code ?cache=}. */
    Answer distOwners(Request request) {
        return ownersIn(grid.cacheOrOnly(request.query("cache")), request);
    }

    /** How the caches are spread over the members. */
    Answer distribution(Request request) {
        return Answer.json(grid.report().caches().stream()
                .map(cache -> new Distribution(
                        cache.name(),
                        cache.owners(),
                        Verdict.segmentsBelowOwners(cache),
                        cache.ring().shares()))
                .toList());
    }

    private Answer ringOf(String name) {
        CacheReport cache = grid.cacheReport(name);
        Ring ring = cache.ring();
        return Answer.taggedJson(new RingView(
                cache.owners(), cache.mode(), ring.topologyId(), ring.phase(), ring.segments(), ring.shares()));
    }

    private Answer ownersIn(String cache, Request request) {
        Object key = KeyParameter.of(request);
        try {
            return Answer.json(grid.cache(cache).ownersOf(key));
        } catch (CacheException e) {
            throw KeyParameter.unfit(cache);
        }
    }

    private static Summary summary(CacheReport cache, Totals totals) {
        return new Summary(
                cache.name(),
                cache.mode(),
                cache.owners(),
                cache.availability(),
                cache.rebalancing(),
                cache.rebalancingEnabled(),
                Statistics.of(totals.statistics()),
                totals.eviction());
    }

    private static OnMember onMember(MemberReport member, String cache) {
        CacheStatistics statistics = member.statistics().getOrDefault(cache, CacheStatistics.NONE);
        return new OnMember(
                member.member(), Statistics.of(statistics), member.eviction().get(cache));
    }
}
