package io.spandrel.eviction;

import java.time.Instant;
import java.util.List;

/**
 * What a policy that chooses among others says at one moment. It is made anew with each change of policy or bound, and as
 * soon as requests have come by a sixteenth of those the estimates rest on.
 *
 * @param current the candidate that runs
 * @param switches changes since the cache started
 * @param requests sampled requests the estimates rest on, recent ones counting more; 0 if it has seen none yet, or none
 *     since a change of the bound
 * @param rate share of the keys it samples, 0..1
 * @param candidates all candidates, as configured
 * @param history the last changes, oldest first, at most {@link #HISTORY_MAX}
 */
public record ChoiceSnapshot(
        String current, long switches, double requests, double rate, List<Candidate> candidates, List<Switch> history) {

    /** Changes that are remembered. */
    public static final int HISTORY_MAX = 32;

    public ChoiceSnapshot {
        candidates = List.copyOf(candidates);
        history = List.copyOf(history);
    }

    /**
     * One that could run.
     *
     * @param policy its name
     * @param hitRatio share of the sampled requests that its shadow cache held, 0..1
     * @param sampled entries its shadow cache holds now
     */
    public record Candidate(String policy, double hitRatio, int sampled) {}

    /**
     * A change of the candidate that runs, and the estimates that caused it.
     *
     * @param fromHitRatio estimate of the candidate left, 0..1
     * @param toHitRatio estimate of the candidate chosen, 0..1
     */
    public record Switch(Instant at, String from, String to, double fromHitRatio, double toHitRatio) {}
}
