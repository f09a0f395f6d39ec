package io.spandrel.it.demo;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.infinispan.Cache;

/**
 * Replays a trace read-through style: a page that the cache does not hold is made and put there.
 *
 * <p>Runs in one thread; {@link #stop} may be called by any.
 */
final class Replay implements Runnable {

    private static final long REPORT_NANOS = 250_000_000;
    private static final int PACE_STEP = 32;
    private static final String BODY = "lorem ipsum ".repeat(20);

    private final Cache<Long, String> pages;
    private final Trace trace;
    private final ReplayOrder order;
    private final IntSupplier members;
    private final Consumer<Progress> report;
    private volatile boolean stopped;
    private long requests;
    private long hits;

    Replay(Cache<Long, String> pages, Trace trace, ReplayOrder order, IntSupplier members, Consumer<Progress> report) {
        this.pages = pages;
        this.trace = trace;
        this.order = order;
        this.members = members;
        this.report = report;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        long reported = start;
        while (!stopped && requests < order.requests()) {
            read(trace.keys()[(int) (requests % trace.keys().length)]);
            long now = System.nanoTime();
            if (now - reported > REPORT_NANOS) {
                report.accept(progress(false));
                reported = now;
            }
            if (requests % PACE_STEP == 0) {
                LockSupport.parkNanos(order.dueNanos(requests) - (now - start));
            }
        }
        report.accept(progress(true));
    }

    void stop() {
        stopped = true;
    }

    private void read(long key) {
        if (pages.get(key) != null) {
            hits++;
        } else {
            pages.put(key, "page of product " + key + ": " + BODY);
        }
        requests++;
    }

    private Progress progress(boolean finished) {
        return new Progress(requests, hits, members.getAsInt(), finished);
    }
}
