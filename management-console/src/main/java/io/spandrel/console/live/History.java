package io.spandrel.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The samples of the last five minutes, so that charts have a past when a page opens. Thread-safe. */
public final class History {

    static final Duration AGE_MAX = Duration.ofMinutes(5);
    static final int SAMPLES_MAX = 300;

    private final Deque<Sample> samples = new ArrayDeque<>();

    synchronized void add(Sample sample) {
        samples.addLast(sample);
        Instant oldest = sample.at().minus(AGE_MAX);
        while (samples.size() > SAMPLES_MAX || samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }
}
