package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.ChoiceSnapshot;
import io.spandrel.eviction.CurveSnapshot;
import io.spandrel.eviction.Evictor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handle of an installed container, and its background cycle. */
class RunningContainer implements EvictionHandle {

    private final Evictor<?, ?> evictor;
    private final boolean inBytes;
    private final Runnable release;
    private @Nullable ScheduledFuture<?> cycle;

    RunningContainer(Evictor<?, ?> evictor, boolean inBytes, Runnable release) {
        this.evictor = evictor;
        this.inBytes = inBytes;
        this.release = release;
    }

    /** Runs a cycle every {@code interval}; called once, before the handle is given away. */
    void schedule(ScheduledExecutorService timer, Runnable cycleInBackground, Duration interval) {
        cycle = timer.scheduleWithFixedDelay(
                cycleInBackground, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String policyName() {
        return evictor.policyName();
    }

    @Override
    public boolean inBytes() {
        return inBytes;
    }

    @Override
    public long bound() {
        return evictor.capacity();
    }

    @Override
    public long size() {
        return evictor.weight();
    }

    @Override
    public long entries() {
        return evictor.entries();
    }

    @Override
    public long evictions() {
        return evictor.evictions();
    }

    @Override
    public long prematureEvictions() {
        return evictor.prematureEvictions();
    }

    @Override
    public long policyFailures() {
        return evictor.policyFailures();
    }

    @Override
    public @Nullable CurveSnapshot curve() {
        return evictor.curve();
    }

    @Override
    public @Nullable ChoiceSnapshot choice() {
        return evictor.choice();
    }

    @Override
    public void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        evictor.onSwitch(told);
    }

    @Override
    public CompletionStage<Long> evictNow() {
        return evictor.evictNow();
    }

    @Override
    public void resize(long bound) {
        evictor.resize(bound);
    }

    @Override
    public void close() {
        if (cycle != null) {
            cycle.cancel(false);
        }
    }

    @Override
    public void release() {
        release.run();
    }
}
