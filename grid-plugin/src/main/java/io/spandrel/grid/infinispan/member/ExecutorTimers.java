package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.impl.BasicComponentRegistry;

/** Infinispan's executors. Once they are shut down, nothing runs any more. */
public final class ExecutorTimers implements Timers {

    private final Executor executor;
    private final ScheduledExecutorService scheduler;

    private ExecutorTimers(Executor executor, ScheduledExecutorService scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** Those of a cache. */
    public static ExecutorTimers of(BasicComponentRegistry components) {
        return new ExecutorTimers(
                components
                        .getComponent(KnownComponentNames.NON_BLOCKING_EXECUTOR, ExecutorService.class)
                        .running(),
                components
                        .getComponent(KnownComponentNames.TIMEOUT_SCHEDULE_EXECUTOR, ScheduledExecutorService.class)
                        .running());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            GridLog.LOG.tracef("Not run, as the member stops: %s", task);
        }
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        try {
            scheduler.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            GridLog.LOG.tracef("Not scheduled, as the member stops: %s", task);
        }
    }
}
