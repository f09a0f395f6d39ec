package io.spandrel.grid.infinispan;

import io.spandrel.grid.CallsReport;
import org.infinispan.distribution.Ownership;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.impl.CacheMgmtInterceptor;
import org.infinispan.metrics.impl.helper.KeyMetrics;
import org.jspecify.annotations.Nullable;

/**
 * How long a cache's calls for single keys take on this member. Stands in the place of what Infinispan tells the times that it
 * measures for its statistics, and passes them on. Thread-safe.
 */
final class KeyCalls extends KeyMetrics<CacheMgmtInterceptor> {

    private final LatencyRecorder reads = new LatencyRecorder();
    private final LatencyRecorder writes = new LatencyRecorder();
    private final LatencyRecorder removes = new LatencyRecorder();

    /** Begins to listen in a starting cache, before its metrics are registered; null if it cannot have statistics. */
    static @Nullable KeyCalls listen(AsyncInterceptorChain chain) {
        CacheMgmtInterceptor statistics = chain.findInterceptorWithClass(CacheMgmtInterceptor.class);
        if (statistics == null) {
            return null;
        }
        KeyCalls calls = new KeyCalls();
        new HostField<KeyMetrics<CacheMgmtInterceptor>>(CacheMgmtInterceptor.class, "keyMetrics")
                .set(statistics, calls);
        return calls;
    }

    CallsReport report() {
        return new CallsReport(reads.histogram(), writes.histogram(), removes.histogram());
    }

    @Override
    public void recordHit(long nanos, Ownership ownership) {
        super.recordHit(nanos, ownership);
        reads.record(nanos);
    }

    @Override
    public void recordMiss(long nanos, Ownership ownership) {
        super.recordMiss(nanos, ownership);
        reads.record(nanos);
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
