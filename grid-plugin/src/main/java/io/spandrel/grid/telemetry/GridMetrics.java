package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The instruments of a member. One report is taken each time they are collected, and feeds them all. */
final class GridMetrics {

    private final Meter meter;
    private final List<Metric<GridReport>> ofMember = new ArrayList<>();
    private final List<Metric<CacheStatistics>> ofCaches = new ArrayList<>();
    private final List<Metric<EvictionReport>> ofBounds = new ArrayList<>();
    private final List<Metric<CoordinationReport>> ofCoordination = new ArrayList<>();

    private final CurveMetrics ofCurves;
    private final ChoiceMetrics ofChoices;
    private final FilterMetrics ofFilters;
    private final ConsistencyMetrics ofConsistency;
    private final TombstonesMetrics ofTombstones;
    private final HandoffMetrics ofHandoff;
    private final AntiEntropyMetrics ofAntiEntropy;
    private final CallsMetrics ofCalls;

    private GridMetrics(Meter meter) {
        this.meter = meter;
        this.ofCurves = new CurveMetrics(meter);
        this.ofChoices = new ChoiceMetrics(meter);
        this.ofFilters = new FilterMetrics(meter);
        this.ofConsistency = new ConsistencyMetrics(meter);
        this.ofTombstones = new TombstonesMetrics(meter);
        this.ofHandoff = new HandoffMetrics(meter);
        this.ofAntiEntropy = new AntiEntropyMetrics(meter);
        this.ofCalls = new CallsMetrics(meter);
        gauge(
                ofMember,
                "spandrel.members",
                "Members of the current view",
                report -> report.members().size());
        counter(ofMember, "spandrel.view.changes", "Views since the cluster was formed", GridReport::viewId);
        gauge(
                ofMember,
                "spandrel.drain.segments",
                "Segments of distributed caches that this member owns, and would hand over",
                report -> report.drain().segments());
        gauge(ofCaches, "spandrel.cache.entries", "Entries in this member's memory", CacheStatistics::entries);
        counter(ofCaches, "spandrel.cache.hits", "Reads that found a value", CacheStatistics::hits);
        counter(ofCaches, "spandrel.cache.misses", "Reads that found none", CacheStatistics::misses);
        counter(ofCaches, "spandrel.cache.stores", "Writes", CacheStatistics::stores);
        counter(ofCaches, "spandrel.cache.removes", "Removals that removed something", CacheStatistics::removes);
        gauge(ofBounds, "spandrel.eviction.bound", "Bound in force, in entries or bytes", EvictionReport::bound);
        gauge(ofBounds, "spandrel.eviction.size", "What is held, in the bound's unit", EvictionReport::size);
        counter(ofBounds, "spandrel.eviction.evictions", "Entries evicted", EvictionReport::evictions);
        counter(
                ofBounds,
                "spandrel.eviction.premature",
                "Evictions of a key that was soon asked for again, in vain",
                EvictionReport::prematureEvictions);
        counter(ofBounds, "spandrel.eviction.policy.failures", "Policies replaced", EvictionReport::policyFailures);
        coordination();
    }

    private void coordination() {
        counter(
                ofCoordination,
                "spandrel.coordination.victims.sent",
                "Evicted keys told to backups",
                CoordinationReport::victimsSent);
        counter(
                ofCoordination,
                "spandrel.coordination.victims.dropped",
                "Evicted keys not told, too many were waiting",
                CoordinationReport::victimsDropped);
        counter(
                ofCoordination,
                "spandrel.coordination.followed",
                "Entries that left because their primary had evicted them",
                CoordinationReport::followed);
        counter(
                ofCoordination,
                "spandrel.coordination.refused",
                "Evicted keys told by a member that is not the primary",
                CoordinationReport::refused);
        counter(
                ofCoordination,
                "spandrel.coordination.reads.sent",
                "Reads at a backup told to the primary",
                CoordinationReport::readsSent);
        counter(
                ofCoordination,
                "spandrel.coordination.reads.dropped",
                "Reads at a backup not told, too many were waiting",
                CoordinationReport::readsDropped);
        counter(
                ofCoordination,
                "spandrel.coordination.reads.heard",
                "Reads at a backup counted by the primary",
                CoordinationReport::readsHeard);
        counter(
                ofCoordination,
                "spandrel.coordination.evened",
                "Entries that left because not all owners held them",
                CoordinationReport::evened);
        counter(
                ofCoordination,
                "spandrel.coordination.uncoordinated.evictions",
                "Entries of backups that left for want of room",
                CoordinationReport::uncoordinatedEvictions);
    }

    /** Creates the instruments; they stop being fed when the answer is closed. */
    static AutoCloseable register(Meter meter, Grid grid) {
        GridMetrics metrics = new GridMetrics(meter);
        List<ObservableMeasurement> all = new ArrayList<>();
        metrics.ofMember.forEach(metric -> all.add(metric.measurement()));
        metrics.ofCaches.forEach(metric -> all.add(metric.measurement()));
        metrics.ofBounds.forEach(metric -> all.add(metric.measurement()));
        all.addAll(metrics.ofCurves.measurements());
        all.addAll(metrics.ofChoices.measurements());
        all.addAll(metrics.ofFilters.measurements());
        all.addAll(metrics.ofConsistency.measurements());
        all.addAll(metrics.ofTombstones.measurements());
        all.addAll(metrics.ofHandoff.measurements());
        all.addAll(metrics.ofAntiEntropy.measurements());
        all.addAll(metrics.ofCalls.measurements());
        metrics.ofCoordination.forEach(metric -> all.add(metric.measurement()));
        return meter.batchCallback(
                () -> metrics.observe(grid.report()),
                all.get(0),
                all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
    }

    private void observe(GridReport report) {
        Attributes member = Attributes.of(Labels.MEMBER, report.self());
        ofMember.forEach(metric -> metric.observe(report, member));
        for (CacheReport cache : report.caches()) {
            Attributes labels = Attributes.of(Labels.MEMBER, report.self(), Labels.CACHE, cache.name());
            ofCaches.forEach(metric -> metric.observe(cache.statistics(), labels));
            if (cache.filter() != null) {
                ofFilters.observe(cache.filter(), labels);
            }
            if (cache.consistency() != null) {
                ofConsistency.observe(cache.consistency(), labels);
            }
            if (cache.tombstones() != null) {
                ofTombstones.observe(cache.tombstones(), labels);
            }
            if (cache.antiEntropy() != null) {
                ofAntiEntropy.observe(cache.antiEntropy(), labels);
            }
            if (cache.handoff() != null) {
                ofHandoff.observe(cache.handoff(), labels);
            }
            if (cache.calls() != null) {
                ofCalls.observe(cache.calls().sinceStart(), labels);
            }
            EvictionReport eviction = cache.eviction();
            if (eviction != null) {
                ofBounds.forEach(metric -> metric.observe(eviction, labels));
                if (eviction.missRatios() != null) {
                    ofCurves.observe(eviction.missRatios(), labels);
                }
                if (eviction.choice() != null) {
                    ofChoices.observe(eviction.choice(), labels);
                }
                CoordinationReport coordination = eviction.coordination();
                if (coordination != null) {
                    ofCoordination.forEach(metric -> metric.observe(coordination, labels));
                }
            }
        }
    }

    private <T> void gauge(List<Metric<T>> metrics, String name, String description, ToLongFunction<T> value) {
        metrics.add(new Metric<>(
                meter.gaugeBuilder(name).ofLongs().setDescription(description).buildObserver(), value));
    }

    private <T> void counter(List<Metric<T>> metrics, String name, String description, ToLongFunction<T> value) {
        metrics.add(new Metric<>(
                meter.counterBuilder(name).setDescription(description).buildObserver(), value));
    }

    private record Metric<T>(ObservableLongMeasurement measurement, ToLongFunction<T> value) {

        void observe(T source, Attributes labels) {
            measurement.record(value.applyAsLong(source), labels);
        }
    }
}
