package io.spandrel.it.bench;

import java.util.List;

/**
 * How much time a measurement may take.
 *
 * @param rounds how often everything is measured anew, in fresh JVMs
 * @param warmUps iterations before measuring, in each round
 * @param iterations measured, in each round
 * @param iterationMillis length of an iteration, ms
 * @param startUps members started per variant
 * @param slices of each of several ways that are measured in turn in one JVM, in each round
 * @param losses seeds with which a member is lost, for each policy
 * @param disturbances rounds in which members are disturbed in each way
 */
record Effort(
        int rounds,
        int warmUps,
        int iterations,
        int iterationMillis,
        int startUps,
        int slices,
        int losses,
        int disturbances) {

    static final Effort FULL = new Effort(6, 5, 3, 1000, 11, 1000, 20, 5);
    static final Effort QUICK = new Effort(1, 2, 2, 500, 3, 400, 3, 1);

    /**
     * Takes what it understands out of {@code arguments}: {@code --quick} and {@code --rounds 3}.
     *
     * @throws IllegalArgumentException if the number of rounds is missing or below one
     */
    static Effort from(List<String> arguments) {
        Effort effort = arguments.remove("--quick") ? QUICK : FULL;
        List<Integer> rounds = Selection.numbers("--rounds", arguments, List.of("" + effort.rounds));
        if (rounds.size() != 1 || rounds.get(0) < 1) {
            throw new IllegalArgumentException("--rounds needs a number from 1 on");
        }
        return effort.inRounds(rounds.get(0));
    }

    private Effort inRounds(int number) {
        return new Effort(number, warmUps, iterations, iterationMillis, startUps, slices, losses, disturbances);
    }
}
