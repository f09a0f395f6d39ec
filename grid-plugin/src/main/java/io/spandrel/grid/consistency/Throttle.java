package io.spandrel.grid.consistency;

/**
 * How much may be sent now, so that it stays below a rate on average. What is not used is saved up for one second.
 *
 * <p>Thread-safe. Times are readings of one clock that only moves forward, in milliseconds.
 */
public final class Throttle {

    private final long bytesPerSecond;
    private long at;
    private long saved;

    /**
     * @param bytesPerSecond 1 or more
     * @param now the time from which on bytes are saved up
     */
    public Throttle(long bytesPerSecond, long now) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond must be 1 or more, was " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.at = now;
    }

    /** How many bytes may be sent now, 0 or more. */
    public synchronized long available(long now) {
        long grown = grown(Math.min(1_000, now - at));
        if (grown > 0) {
            saved = saved > bytesPerSecond - grown ? bytesPerSecond : saved + grown;
            at = now;
        }
        return Math.max(0, saved);
    }

    /** So many bytes were sent; more than were available delay the next ones. */
    public synchronized void sent(long bytes) {
        saved -= bytes;
    }

    private long grown(long millis) {
        return bytesPerSecond / 1_000 * millis + bytesPerSecond % 1_000 * millis / 1_000;
    }
}
