package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Operation;
import java.util.List;
import java.util.function.Predicate;

/**
 * How long nothing was answered at all, and how much was answered.
 *
 * @param longestNanos the longest time between one answer and the next
 * @param answered how many calls were answered
 * @param given how many calls began
 */
public record Stall(long longestNanos, int answered, int given) {

    /** Of those of {@code operations} that {@code wanted} accepts, from {@code from} to {@code to}. */
    public static Stall of(List<Operation> operations, Predicate<Operation> wanted, long from, long to) {
        long[] answers = operations.stream()
                .filter(wanted)
                .filter(operation -> operation.known() && operation.completed() >= from && operation.completed() <= to)
                .mapToLong(Operation::completed)
                .sorted()
                .toArray();
        int given = (int) operations.stream()
                .filter(wanted)
                .filter(operation -> operation.invoked() >= from && operation.invoked() <= to)
                .count();
        long longest = 0;
        long before = from;
        for (long answer : answers) {
            longest = Math.max(longest, answer - before);
            before = answer;
        }
        return new Stall(Math.max(longest, to - before), answers.length, given);
    }

    public double seconds() {
        return longestNanos / 1e9;
    }
}
