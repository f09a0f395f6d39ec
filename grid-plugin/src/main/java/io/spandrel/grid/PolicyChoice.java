package io.spandrel.grid;

import java.time.Instant;
import java.util.List;

/**
 * What the policy {@code auto} has chosen for a bounded cache on one member, and why. Members choose for themselves.
 *
 * @param current name of the candidate that runs
 * @param switches changes since the cache started here
 * @param requests sampled requests the estimates rest on, recent ones counting more; 0 if it has seen none yet, or none
 *     since a change of the bound
 * @param rate share of the keys it samples, 0..1
 * @param candidates all candidates, as configured
 * @param history the last changes, oldest first, at most 32
 */
public record PolicyChoice(
        String current, long switches, double requests, double rate, List<Candidate> candidates, List<Switch> history) {

    public PolicyChoice {
        candidates = List.copyOf(candidates);
        history = List.copyOf(history);
    }

    /**
     * One that could run.
     *
     * @param policy its name
     * @param hitRatio estimated hit ratio, 0..1; good for comparing candidates, some points off in value
     * @param sampled entries it is judged by now
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
