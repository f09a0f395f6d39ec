package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.http.Request;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.Calls;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MissRatios;
import io.spandrel.grid.PolicyChoice;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** The grid's counters for Prometheus. Any member gives those of all members, each series labelled with its member. */
final class MetricsEndpoint {

    /** Who has not told by then how its drain stands is left out. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);

    private final GridReader grid;
    private final Refusals refusals;
    private final IntSupplier streams;
    private final IntSupplier sessions;

    MetricsEndpoint(GridReader grid, Refusals refusals, IntSupplier streams, IntSupplier sessions) {
        this.grid = grid;
        this.refusals = refusals;
        this.streams = streams;
        this.sessions = sessions;
    }

    Answer scrape(Request request) throws Exception {
        PrometheusText text = new PrometheusText();
        GridReport report = grid.report();
        text.gauge(
                "spandrel_grid_members",
                "Members of the current view",
                report.members().size());
        List<MemberReport> said = grid.members();
        StandingMetrics.write(text, Standings.of(report, said), report.takenAt());
        report.caches().forEach(cache -> cache(text, cache));
        said.forEach(member -> member(text, member));
        calls(text, said);
        NetworkMetrics.write(text, grid.details());
        grid.drains(DRAIN_TIMEOUT).forEach((member, drain) -> DrainMetrics.write(text, drain, member));
        console(text);
        return Answer.text(PrometheusText.CONTENT_TYPE, text.text());
    }

    private static void cache(PrometheusText text, CacheReport cache) {
        text.gauge(
                "spandrel_cache_segments_below_owners",
                "Segments with fewer owners than configured",
                Verdict.segmentsBelowOwners(cache),
                "cache",
                cache.name());
        text.gauge(
                "spandrel_cache_available",
                "1 if the cache is fully available, 0 if it is degraded",
                cache.availability().equals("AVAILABLE") ? 1 : 0,
                "cache",
                cache.name());
    }

    private static void member(PrometheusText text, MemberReport member) {
        String[] labels = {"member", member.member()};
        text.gauge("spandrel_member_up", "1 if the member answered in time", member.answered() ? 1 : 0, labels);
        if (!member.answered()) {
            return;
        }
        text.gauge("spandrel_member_uptime_seconds", "Since its JVM started", member.uptimeMillis() / 1e3, labels);
        text.gauge("spandrel_member_heap_used_bytes", "Heap in use", member.heapUsed(), labels);
        text.gauge("spandrel_member_heap_max_bytes", "Most heap it may use", member.heapMax(), labels);
        text.counter("spandrel_member_gc_seconds_total", "Time in garbage collection", member.gcMillis() / 1e3, labels);
        text.gauge("spandrel_member_threads", "Live threads", member.threads(), labels);
        if (member.cpuLoad() >= 0) {
            text.gauge("spandrel_member_cpu_load", "Share of the processors, 0 to 1", member.cpuLoad(), labels);
        }
        member.statistics()
                .forEach((cache, counters) -> statistics(text, counters, "cache", cache, "member", member.member()));
        member.eviction().forEach((cache, bound) -> eviction(text, bound, "cache", cache, "member", member.member()));
        member.filter()
                .forEach((cache, filter) ->
                        FilterMetrics.write(text, filter, "cache", cache, "member", member.member()));
        member.consistency()
                .forEach((cache, consistency) ->
                        ConsistencyMetrics.write(text, consistency, "cache", cache, "member", member.member()));
        member.tombstones()
                .forEach((cache, tombstones) ->
                        TombstonesMetrics.write(text, tombstones, "cache", cache, "member", member.member()));
        member.antiEntropy()
                .forEach((cache, antiEntropy) ->
                        AntiEntropyMetrics.write(text, antiEntropy, "cache", cache, "member", member.member()));
        member.transfers()
                .forEach((cache, transfer) ->
                        TransferMetrics.write(text, transfer, "cache", cache, "member", member.member()));
        member.handoff()
                .forEach((cache, handoff) ->
                        HandoffMetrics.write(text, handoff, "cache", cache, "member", member.member()));
        member.calls()
                .forEach((cache, calls) ->
                        CallsMetrics.write(text, calls.sinceStart(), "cache", cache, "member", member.member()));
    }

    private static void calls(PrometheusText text, List<MemberReport> members) {
        Map<String, Calls> caches = new TreeMap<>();
        members.forEach(member ->
                member.calls().forEach((cache, calls) -> caches.merge(cache, calls.sinceStart(), Calls::plus)));
        caches.forEach((cache, calls) -> CallsMetrics.writeGrid(text, calls, "cache", cache));
    }

    private static void statistics(PrometheusText text, CacheStatistics of, String... labels) {
        text.counter("spandrel_cache_hits_total", "Reads that found a value", of.hits(), labels);
        text.counter("spandrel_cache_misses_total", "Reads that found none", of.misses(), labels);
        text.counter("spandrel_cache_stores_total", "Writes", of.stores(), labels);
        text.counter("spandrel_cache_removes_total", "Removals that removed something", of.removes(), labels);
        text.counter(
                "spandrel_cache_evictions_total",
                "Entries that left because the cache was full",
                of.evictions(),
                labels);
        text.gauge("spandrel_cache_entries", "Entries in memory, as primary or backup", of.entries(), labels);
        text.gauge("spandrel_cache_read_seconds", "Mean duration of a read", of.averageReadNanos() / 1e9, labels);
        text.gauge("spandrel_cache_write_seconds", "Mean duration of a write", of.averageWriteNanos() / 1e9, labels);
    }

    private static void eviction(PrometheusText text, EvictionReport of, String... labels) {
        String unit = of.unit().name().toLowerCase(Locale.ROOT);
        text.gauge("spandrel_eviction_bound_" + unit, "The bound in force", of.bound(), labels);
        text.gauge("spandrel_eviction_size_" + unit, "What is held of it", of.size(), labels);
        text.counter("spandrel_eviction_evictions_total", "Entries evicted by the policy", of.evictions(), labels);
        text.counter(
                "spandrel_eviction_premature_total",
                "Evictions of a key that was soon asked for again, in vain",
                of.prematureEvictions(),
                labels);
        text.counter(
                "spandrel_eviction_policy_failures_total",
                "Policies replaced because they misbehaved",
                of.policyFailures(),
                labels);
        MissRatios ratios = of.missRatios();
        if (ratios != null) {
            MissRatioMetrics.write(text, ratios, labels);
        }
        PolicyChoice choice = of.choice();
        if (choice != null) {
            ChoiceMetrics.write(text, choice, labels);
        }
        CoordinationReport coordination = of.coordination();
        if (coordination != null) {
            coordination(text, coordination, labels);
        }
    }

    private static void coordination(PrometheusText text, CoordinationReport of, String... labels) {
        text.counter(
                "spandrel_coordination_victims_sent_total", "Evicted keys told to backups", of.victimsSent(), labels);
        text.counter(
                "spandrel_coordination_victims_dropped_total",
                "Evicted keys not told, too many were waiting",
                of.victimsDropped(),
                labels);
        text.counter(
                "spandrel_coordination_followed_total",
                "Entries that left because their primary had evicted them",
                of.followed(),
                labels);
        text.counter(
                "spandrel_coordination_refused_total",
                "Evicted keys told by a member that is not the primary",
                of.refused(),
                labels);
        text.counter(
                "spandrel_coordination_reads_sent_total",
                "Reads at a backup told to the primary",
                of.readsSent(),
                labels);
        text.counter(
                "spandrel_coordination_reads_dropped_total",
                "Reads at a backup not told, too many were waiting",
                of.readsDropped(),
                labels);
        text.counter(
                "spandrel_coordination_reads_heard_total",
                "Reads at a backup counted by the primary",
                of.readsHeard(),
                labels);
        text.counter(
                "spandrel_coordination_evened_total",
                "Entries that left because not all owners held them",
                of.evened(),
                labels);
        text.counter(
                "spandrel_coordination_uncoordinated_evictions_total",
                "Entries of backups that left for want of room",
                of.uncoordinatedEvictions(),
                labels);
    }

    private void console(PrometheusText text) {
        text.gauge("spandrel_console_sessions", "Sessions and tokens of this member", sessions.getAsInt());
        text.gauge("spandrel_console_streams", "Open event streams on this member", streams.getAsInt());
        for (Refusals.Reason reason : Refusals.Reason.values()) {
            text.counter(
                    "spandrel_console_refused_total",
                    "Clients turned away by this member's console",
                    refusals.of(reason),
                    "reason",
                    reason.label());
        }
    }
}
