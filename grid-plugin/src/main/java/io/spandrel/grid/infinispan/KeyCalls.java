package io.spandrel.grid.infinispan;

import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import org.infinispan.distribution.Ownership;
import org.infinispan.interceptors.impl.CacheMgmtInterceptor;
import org.infinispan.metrics.impl.helper.KeyMetrics;

/**
 * How long a cache's calls for single keys take on this member, and what answers its reads. Stands in the place of what Infinispan
 * tells the times that it measures for its statistics, and passes them on. Thread-safe.
 */
final class KeyCalls extends KeyMetrics<CacheMgmtInterceptor> {

    /*
     * Each read counts once, among those of its own outcome: who is counted twice pays twice. Histograms add up.
     */
    private final LatencyRecorder ownHits = new LatencyRecorder();

    private final LatencyRecorder othersHits = new LatencyRecorder();
    private final LatencyRecorder misses = new LatencyRecorder();
    private final LatencyRecorder writes = new LatencyRecorder();
    private final LatencyRecorder removes = new LatencyRecorder();
    private final ReadPaths paths;

    KeyCalls(ReadPaths paths) {
        this.paths = paths;
    }

    /** Has it told of the calls of a starting cache, before Infinispan's metrics of the cache are registered. */
    void listen(CacheMgmtInterceptor statistics) {
        new HostField<KeyMetrics<CacheMgmtInterceptor>>(CacheMgmtInterceptor.class, "keyMetrics").set(statistics, this);
    }

    CallsReport report() {
        LatencyHistogram own = ownHits.histogram();
        LatencyHistogram others = othersHits.histogram();
        LatencyHistogram missed = misses.histogram();
        return new CallsReport(
                own.plus(others).plus(missed),
                writes.histogram(),
                removes.histogram(),
                paths.counts(own.count(), others.count(), missed.count()));
    }

    @Override
    public void recordHit(long nanos, Ownership ownership) {
        super.recordHit(nanos, ownership);
        (ownership == Ownership.NON_OWNER ? othersHits : ownHits).record(nanos);
    }

    @Override
    public void recordMiss(long nanos, Ownership ownership) {
        super.recordMiss(nanos, ownership);
        misses.record(nanos);
    }

    @Override
    public void recordStore(long nanos, Ownership ownership) {
        super.recordStore(nanos, ownership);
        writes.record(nanos);
    }

    @Override
    public void recordRemoveHit(long nanos, Ownership ownership) {
        super.recordRemoveHit(nanos, ownership);
        removes.record(nanos);
    }

    @Override
    public void recordRemoveMiss(long nanos, Ownership ownership) {
        super.recordRemoveMiss(nanos, ownership);
        removes.record(nanos);
    }
}
