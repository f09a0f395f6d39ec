package io.spandrel.it.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints one line a second: what all replaying members have done together. Used by one thread. */
final class Scoreboard {

    private final PrintStream out;
    private final long start = System.nanoTime();
    private long lastNanos = start;
    private long lastRequests;

    Scoreboard(PrintStream out) {
        this.out = out;
    }

    void show(Progress total) {
        long now = System.nanoTime();
        double seconds = (now - lastNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        out.printf(
                Locale.ROOT,
                "%5d s   requests %,11d   hit ratio %5.1f %%   %,7.0f ops/s   members %d%n",
                TimeUnit.NANOSECONDS.toSeconds(now - start),
                total.requests(),
                100 * total.hitRatio(),
                (total.requests() - lastRequests) / seconds,
                total.members());
        out.flush();
        lastNanos = now;
        lastRequests = total.requests();
    }
}
