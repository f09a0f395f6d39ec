package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.infinispan.antientropy.AntiEntropyFigures;
import io.spandrel.grid.infinispan.calls.CallsFigures;
import io.spandrel.grid.infinispan.eviction.ChoiceFigures;
import io.spandrel.grid.infinispan.eviction.CurveFigures;
import io.spandrel.grid.infinispan.handoff.HandoffFigures;
import io.spandrel.grid.infinispan.member.TypeIds;
import io.spandrel.grid.infinispan.negativelookup.FilterFigures;
import io.spandrel.grid.infinispan.tombstone.TombstonesFigures;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * One cache's figures as they travel.
 *
 * @param cache the cache's name
 * @param statistics its counters
 * @param bound how its bound stands; null: it has none
 * @param filter how its negative lookup stands; null: it has none
 * @param consistency how its writes and reads fare; null: it keeps no versions
 * @param tombstones what is known of its deletes; null: it keeps no versions
 * @param handoff what the member owes others; null: the cache has no hinted handoff
 * @param antiEntropy how the member compares owners; null: the cache has no anti-entropy
 * @param calls how long calls take; null: that is not measured
 */
@ProtoTypeId(TypeIds.CACHE_FIGURES)
public record CacheFigures(
        @ProtoField(1) String cache,
        @ProtoField(2) Counters statistics,
        @ProtoField(3) @Nullable Bound bound,
        @ProtoField(4) @Nullable FilterFigures filter,
        @ProtoField(8) @Nullable ConsistencyFigures consistency,
        @ProtoField(5) @Nullable TombstonesFigures tombstones,
        @ProtoField(6) @Nullable HandoffFigures handoff,
        @ProtoField(7) @Nullable AntiEntropyFigures antiEntropy,
        @ProtoField(9) @Nullable CallsFigures calls) {

    @ProtoFactory
    public CacheFigures {}

    static CacheFigures of(
            String cache,
            CacheStatistics statistics,
            @Nullable EvictionReport eviction,
            @Nullable FilterReport filter,
            @Nullable ConsistencyReport consistency,
            @Nullable TombstonesReport tombstones,
            @Nullable HandoffReport handoff,
            @Nullable AntiEntropyReport antiEntropy,
            @Nullable CallsReport calls) {
        return new CacheFigures(
                cache,
                Counters.of(statistics),
                eviction == null ? null : Bound.of(eviction),
                filter == null ? null : FilterFigures.of(filter),
                consistency == null ? null : ConsistencyFigures.of(consistency),
                tombstones == null ? null : TombstonesFigures.of(tombstones),
                handoff == null ? null : HandoffFigures.of(handoff),
                antiEntropy == null ? null : AntiEntropyFigures.of(antiEntropy),
                calls == null ? null : CallsFigures.of(calls));
    }

    /** {@link CacheStatistics} as they travel. */
    @ProtoTypeId(TypeIds.COUNTERS)
    public record Counters(
            @ProtoField(1) boolean enabled,
            @ProtoField(2) long hits,
            @ProtoField(3) long misses,
            @ProtoField(4) long stores,
            @ProtoField(5) long removes,
            @ProtoField(6) long evictions,
            @ProtoField(7) long entries,
            @ProtoField(8) long averageReadNanos,
            @ProtoField(9) long averageWriteNanos) {

        @ProtoFactory
        public Counters {}

        static Counters of(CacheStatistics from) {
            return new Counters(
                    from.enabled(),
                    from.hits(),
                    from.misses(),
                    from.stores(),
                    from.removes(),
                    from.evictions(),
                    from.entries(),
                    from.averageReadNanos(),
                    from.averageWriteNanos());
        }

        public CacheStatistics statistics() {
            return new CacheStatistics(
                    enabled, hits, misses, stores, removes, evictions, entries, averageReadNanos, averageWriteNanos);
        }
    }

    /** {@link EvictionReport} as it travels. */
    @ProtoTypeId(TypeIds.BOUND)
    public record Bound(
            @ProtoField(1) String policy,
            @ProtoField(2) boolean inBytes,
            @ProtoField(3) long bound,
            @ProtoField(4) long size,
            @ProtoField(5) long entries,
            @ProtoField(6) long evictions,
            @ProtoField(7) long policyFailures,
            @ProtoField(8) @Nullable CurveFigures curve,
            @ProtoField(9) @Nullable ChoiceFigures choice,
            @ProtoField(10) @Nullable Coordination coordination,
            @ProtoField(11) long prematureEvictions) {

        @ProtoFactory
        public Bound {}

        static Bound of(EvictionReport from) {
            return new Bound(
                    from.policy(),
                    from.unit() == EvictionReport.Unit.BYTES,
                    from.bound(),
                    from.size(),
                    from.entries(),
                    from.evictions(),
                    from.policyFailures(),
                    from.missRatios() == null ? null : CurveFigures.of(from.missRatios()),
                    from.choice() == null ? null : ChoiceFigures.of(from.choice()),
                    from.coordination() == null ? null : Coordination.of(from.coordination()),
                    from.prematureEvictions());
        }

        public EvictionReport report() {
            return new EvictionReport(
                    policy,
                    inBytes ? EvictionReport.Unit.BYTES : EvictionReport.Unit.ENTRIES,
                    bound,
                    size,
                    entries,
                    evictions,
                    prematureEvictions,
                    policyFailures,
                    curve == null ? null : curve.ratios(),
                    choice == null ? null : choice.choice(),
                    coordination == null ? null : coordination.report());
        }
    }

    /** {@link CoordinationReport} as it travels. */
    @ProtoTypeId(TypeIds.COORDINATION)
    record Coordination(
            @ProtoField(1) long victimsSent,
            @ProtoField(2) long victimsDropped,
            @ProtoField(3) long followed,
            @ProtoField(4) long refused,
            @ProtoField(5) long readsSent,
            @ProtoField(6) long readsDropped,
            @ProtoField(7) long readsHeard,
            @ProtoField(8) long evened,
            @ProtoField(9) long uncoordinatedEvictions) {

        @ProtoFactory
        Coordination {}

        static Coordination of(CoordinationReport from) {
            return new Coordination(
                    from.victimsSent(),
                    from.victimsDropped(),
                    from.followed(),
                    from.refused(),
                    from.readsSent(),
                    from.readsDropped(),
                    from.readsHeard(),
                    from.evened(),
                    from.uncoordinatedEvictions());
        }

        CoordinationReport report() {
            return new CoordinationReport(
                    victimsSent,
                    victimsDropped,
                    followed,
                    refused,
                    readsSent,
                    readsDropped,
                    readsHeard,
                    evened,
                    uncoordinatedEvictions);
        }
    }
}
