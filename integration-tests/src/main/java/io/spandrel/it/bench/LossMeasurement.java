package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;

/**
 * A process that measures {@link LossFigures} for the policy that is its first argument, for each seed from 1 to its second. Tells
 * a line for each seed: the figures of node-local eviction, a semicolon, and those of coordinated eviction.
 */
public final class LossMeasurement {

    private LossMeasurement() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        for (long seed = 1; seed <= Long.parseLong(arguments[1]); seed++) {
            parent.tell(figures(arguments[0], false, seed) + ";" + figures(arguments[0], true, seed));
        }
    }

    private static LossFigures figures(String policy, boolean coordinated, long seed) {
        return LossFigures.measure(policy, coordinated, seed, LossFigures.Requests.USUAL);
    }
}
