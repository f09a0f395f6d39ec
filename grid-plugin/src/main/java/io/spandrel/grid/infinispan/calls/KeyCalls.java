package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.CallsReport;
import io.spandrel.grid.infinispan.member.HostField;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.infinispan.distribution.Ownership;
import org.infinispan.interceptors.impl.CacheMgmtInterceptor;
import org.infinispan.metrics.impl.helper.KeyMetrics;

/**
 * How long a cache's calls for single keys take on this member, and what answers its reads. Stands in the place of what Infinispan
 * tells the times that it measures for its statistics, and passes them on. Thread-safe.
 */
public final class KeyCalls extends KeyMetrics<CacheMgmtInterceptor> {

    /*
     * Each read counts once, among those of its own outcome: who is counted twice pays twice. Histograms add up.
     */
    private final LatencyRecorder ownHits = new LatencyRecorder();

    private final LatencyRecorder othersHits = new LatencyRecorder();
    private final LatencyRecorder misses = new LatencyRecorder();
    private final LatencyRecorder writes = new LatencyRecorder();
    private final LatencyRecorder removes = new LatencyRecorder();
    private final ReadPaths paths;
    private final LongSupplier clock;
    private final PastCalls past;

    /** @param clock nanoseconds that only rise */
    KeyCalls(ReadPaths paths, LongSupplier clock) {
        this.paths = paths;
        this.clock = clock;
        this.past = new PastCalls(clock.getAsLong());
    }

    /** Has it told of the calls of a starting cache, before Infinispan's metrics of the cache are registered. */
    void listen(CacheMgmtInterceptor statistics) {
        new HostField<KeyMetrics<CacheMgmtInterceptor>>(CacheMgmtInterceptor.class, "keyMetrics").set(statistics, this);
    }

    public CallsReport report() {
        CallCounts now = counts();
        long at = clock.getAsLong();
        PastCalls.Moment before = past.minuteBefore(at);
        return new CallsReport(
                now.since(CallCounts.NONE),
                now.since(before.counts()),
                Duration.ofNanos(at - before.nanos()).toMillis());
    }

    /** Remembers how it is now, for what is told of the last minute. */
    public void remember() {
        past.add(clock.getAsLong(), counts());
    }

    /** What is remembered of the last minute. */
    PastCalls past() {
        return past;
    }

    private CallCounts counts() {
        LatencyCounts own = ownHits.counts();
        LatencyCounts others = othersHits.counts();
        LatencyCounts missed = misses.counts();
        return new CallCounts(
                own,
                others,
                missed,
                writes.counts(),
                removes.counts(),
                paths.counts(own.total(), others.total(), missed.total()));
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
