package io.spandrel.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The samples of the last five minutes. Taken while somebody watched, every second or so; what is missing is filled in
 * from what the members remember, when somebody asks. Thread-safe.
 */
public final class History {

    static final Duration AGE_MAX = Duration.ofMinutes(5);
    static final int SAMPLES_MAX = 300;

    /** Two samples further apart than this have something missing between them. */
    static final Duration GAP = Duration.ofSeconds(10);

    /** What is filled in keeps this distance from the samples that are there. */
    private static final Duration DISTANCE = Duration.ofSeconds(3);

    private final NavigableMap<Instant, Sample> samples = new TreeMap<>();

    synchronized void add(Sample sample) {
        samples.put(sample.at(), sample);
        forget(sample.at());
        while (samples.size() > SAMPLES_MAX) {
            samples.pollFirstEntry();
        }
    }

    /** Oldest first. */
    synchronized List<Sample> samples(Instant now) {
        forget(now);
        return List.copyOf(samples.values());
    }

    /** Whether something of the last five minutes is missing. */
    synchronized boolean hasGap(Instant now) {
        return isBroken(now.minus(AGE_MAX), samples.tailMap(now.minus(AGE_MAX), true), now);
    }

    /** Puts samples where there are none; leaves alone what is there. */
    synchronized void fill(List<Sample> past) {
        List<Sample> missing =
                past.stream().filter(sample -> isFree(sample.at())).toList();
        missing.forEach(sample -> samples.put(sample.at(), sample));
    }

    /** The samples after one of them; empty if that one is not there any more, or some after it are missing. */
    synchronized Optional<List<Sample>> after(Instant seen, Instant now) {
        NavigableMap<Instant, Sample> after = samples.tailMap(seen, false);
        return samples.containsKey(seen) && !isBroken(seen, after, now)
                ? Optional.of(List.copyOf(after.values()))
                : Optional.empty();
    }

    private static boolean isBroken(Instant from, NavigableMap<Instant, Sample> samples, Instant until) {
        Instant last = from;
        for (Instant at : samples.keySet()) {
            if (at.isAfter(last.plus(GAP))) {
                return true;
            }
            last = at;
        }
        return until.isAfter(last.plus(GAP));
    }

    private boolean isFree(Instant at) {
        return samples.subMap(at.minus(DISTANCE), true, at.plus(DISTANCE), true).isEmpty();
    }

    private void forget(Instant now) {
        samples.headMap(now.minus(AGE_MAX), false).clear();
    }
}
