package io.spandrel.it.demo;

import java.util.concurrent.TimeUnit;

/**
 * What a member is asked to replay.
 *
 * @param requests how many; past the end of the trace it starts again
 * @param perSecond at most so many a second; 0 for as many as possible
 */
record ReplayOrder(long requests, int perSecond) {

    private static final String PREFIX = "replay ";

    /** As one line from process to process. */
    String line() {
        return PREFIX + requests + " " + perSecond;
    }

    static ReplayOrder of(String line) {
        String[] words = line.split(" ", -1);
        if (!line.startsWith(PREFIX) || words.length != 3) {
            throw new IllegalArgumentException("not a replay order: " + line);
        }
        return new ReplayOrder(Long.parseLong(words[1]), Integer.parseInt(words[2]));
    }

    /** When request number {@code request} is due after the start, ns. */
    long dueNanos(long request) {
        return perSecond == 0 ? 0 : request * TimeUnit.SECONDS.toNanos(1) / perSecond;
    }
}
