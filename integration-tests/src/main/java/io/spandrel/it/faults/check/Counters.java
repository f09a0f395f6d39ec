package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What became of the increments of one counter that began at 0.
 *
 * @param acknowledged how many were acknowledged
 * @param unknown how many may have happened
 * @param reached what the counter says at last
 * @param twice how many acknowledged increments answered a number that another had answered before
 */
public record Counters(long acknowledged, long unknown, long reached, long twice) {

    public static Counters of(List<Operation> operations, long reached) {
        long acknowledged = 0;
        long unknown = 0;
        long twice = 0;
        Set<String> answers = new HashSet<>();
        for (Operation operation : operations) {
            if (operation.action() == Action.INCREMENT) {
                if (!operation.known()) {
                    unknown++;
                } else {
                    acknowledged++;
                    twice += answers.add(Objects.requireNonNull(operation.answer())) ? 0 : 1;
                }
            }
        }
        return new Counters(acknowledged, unknown, reached, twice);
    }

    /** How many acknowledged increments the counter lacks at the least. */
    public long lost() {
        return Math.max(0, acknowledged - reached);
    }

    /** How many increments it counted that nobody asked for. */
    public long surplus() {
        return Math.max(0, reached - acknowledged - unknown);
    }

    public boolean exact() {
        return lost() == 0 && surplus() == 0 && twice == 0;
    }

    @Override
    public String toString() {
        return acknowledged + " acknowledged, " + unknown + " unknown, reached " + reached + ", " + twice
                + " answered as one before";
    }
}
