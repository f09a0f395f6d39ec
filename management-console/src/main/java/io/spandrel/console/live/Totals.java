package io.spandrel.console.live;

import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.MemberReport;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The members' counters of one cache, added up. */
public final class Totals {

    private final List<CacheStatistics> statistics;
    private final List<EvictionReport> evictions;

    public Totals(List<MemberReport> reports, String cache) {
        this.statistics = reports.stream()
                .map(report -> report.statistics().get(cache))
                .filter(Objects::nonNull)
                .toList();
        this.evictions = reports.stream()
                .map(report -> report.eviction().get(cache))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Counters and entries are sums, durations are means weighted by the operations measured. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                statistics.stream().anyMatch(CacheStatistics::enabled),
                sum(CacheStatistics::hits),
                sum(CacheStatistics::misses),
                sum(CacheStatistics::stores),
                sum(CacheStatistics::removes),
                sum(CacheStatistics::evictions),
                sum(CacheStatistics::entries),
                mean(CacheStatistics::averageReadNanos, one -> one.hits() + one.misses()),
                mean(CacheStatistics::averageWriteNanos, CacheStatistics::stores));
    }

    /** Bounds, sizes and counters as sums, without what does not add up (miss ratios, choices of policy); null without bounds. */
    public @Nullable EvictionReport eviction() {
        if (evictions.isEmpty()) {
            return null;
        }
        EvictionReport first = evictions.get(0);
        return new EvictionReport(
                first.policy(),
                first.unit(),
                sumEvictions(EvictionReport::bound),
                sumEvictions(EvictionReport::size),
                sumEvictions(EvictionReport::entries),
                sumEvictions(EvictionReport::evictions),
                sumEvictions(EvictionReport::prematureEvictions),
                sumEvictions(EvictionReport::policyFailures),
                null,
                null,
                coordination());
    }

    private @Nullable CoordinationReport coordination() {
        List<CoordinationReport> all = evictions.stream()
                .map(EvictionReport::coordination)
                .filter(Objects::nonNull)
                .toList();
        return all.isEmpty()
                ? null
                : new CoordinationReport(
                        sum(all, CoordinationReport::victimsSent),
                        sum(all, CoordinationReport::victimsDropped),
                        sum(all, CoordinationReport::followed),
                        sum(all, CoordinationReport::refused),
                        sum(all, CoordinationReport::readsSent),
                        sum(all, CoordinationReport::readsDropped),
                        sum(all, CoordinationReport::readsHeard),
                        sum(all, CoordinationReport::evened),
                        sum(all, CoordinationReport::uncoordinatedEvictions));
    }

    Sample.Counters counters() {
        boolean bounded = !evictions.isEmpty();
        return new Sample.Counters(
                sum(CacheStatistics::hits),
                sum(CacheStatistics::misses),
                sum(CacheStatistics::stores),
                sum(CacheStatistics::removes),
                bounded ? sumEvictions(EvictionReport::evictions) : sum(CacheStatistics::evictions),
                bounded ? sumEvictions(EvictionReport::entries) : sum(CacheStatistics::entries));
    }

    private long sum(ToLongFunction<CacheStatistics> counter) {
        return sum(statistics, counter);
    }

    private long sumEvictions(ToLongFunction<EvictionReport> counter) {
        return sum(evictions, counter);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> counter) {
        return all.stream().mapToLong(counter).sum();
    }

    private long mean(ToLongFunction<CacheStatistics> duration, ToLongFunction<CacheStatistics> operations) {
        long all = sum(operations);
        double total = statistics.stream()
                .mapToDouble(one -> (double) duration.applyAsLong(one) * operations.applyAsLong(one))
                .sum();
        return all == 0 ? 0 : Math.round(total / all);
    }
}
