package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.check.Convergence;
import io.spandrel.it.faults.check.Stall;
import java.util.List;
import java.util.Map;

/**
 * What the judges found in one run.
 *
 * @param lost of the keys whose last acknowledged call wrote a value, those that some member does not answer so; by the group of
 *     the key, see {@link Judges}
 * @param resurrected of the keys whose last acknowledged call deleted, those that some member answers
 * @param everywhere how many of both are wrong on every member
 * @param convergence of the owners
 * @param stale wrong answers among the reads
 * @param backwards reads by which a client went back in time
 * @param conditional of the keys written conditionally, those that are not linearizable
 * @param undecided those of which that could not be found out
 * @param counters of the counters, those that are not exact
 * @param others how long no call through a member that the fault leaves alone was answered, while it lasted
 * @param target the same through those it hits; until the members settled
 * @param detected seconds from the fault's begin until another member noticed; negative if none did
 * @param converged seconds from the fault's end until the members had settled; negative if they did not
 * @param bytes sent between members from the fault's end until they had settled; negative if not counted
 * @param refused reads that were not answered after all was done
 * @param calls all calls
 * @param examples some of what is wrong, in words
 */
public record Verdict(
        Map<String, Tally> lost,
        Map<String, Tally> resurrected,
        long everywhere,
        Convergence convergence,
        Tally stale,
        Tally backwards,
        Tally conditional,
        int undecided,
        Tally counters,
        Stall others,
        Stall target,
        double detected,
        double converged,
        long bytes,
        int refused,
        int calls,
        List<String> examples) {

    public long lostInAll() {
        return lost.values().stream().mapToLong(Tally::wrong).sum();
    }

    public long resurrectedInAll() {
        return resurrected.values().stream().mapToLong(Tally::wrong).sum();
    }
}
