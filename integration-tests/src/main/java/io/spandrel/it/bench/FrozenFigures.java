package io.spandrel.it.bench;

import io.spandrel.it.faults.check.Stall;
import io.spandrel.it.faults.history.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a disturbance costs the clients. Durations and failures are those of all calls that ended or were pending while it lasted,
 * each with its whole duration.
 *
 * @param before calls answered in a second before it
 * @param during calls answered in a second while it lasted
 * @param median ms
 * @param high 99th percentile, ms
 * @param longest ms
 * @param failed share of calls that were not answered, 0 to 1
 * @param stall ms, the longest time that some client had no answer, from the disturbance's begin until the clients ended
 * @param overwritten keys of which some member answers, after all, something older than the last acknowledged write
 */
record FrozenFigures(
        double before,
        double during,
        double median,
        double high,
        double longest,
        double failed,
        double stall,
        double overwritten) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * When what happened, in nanoseconds from the start of the run.
     *
     * @param start of what is counted before
     * @param begin of the disturbance
     * @param end of the disturbance
     * @param over the clients had ended
     */
    record Moments(long start, long begin, long end, long over) {}

    /** From what the clients recorded. */
    static FrozenFigures of(List<Operation> operations, Moments moments, int overwritten) {
        List<Operation> counted = operations.stream()
                .filter(call -> call.completed() >= moments.begin() && call.invoked() <= moments.end())
                .toList();
        double[] millis = counted.stream()
                .mapToDouble(call -> (call.completed() - call.invoked()) / NANOS_PER_MILLI)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            throw new IllegalStateException("nobody called during the disturbance");
        }
        double failures = counted.stream().filter(call -> !call.known()).count();
        return new FrozenFigures(
                answeredPerSecond(operations, moments.start(), moments.begin()),
                answeredPerSecond(operations, moments.begin(), moments.end()),
                percentile(millis, 0.5),
                percentile(millis, 0.99),
                percentile(millis, 1),
                failures / millis.length,
                longestStall(operations, moments),
                overwritten);
    }

    private static double answeredPerSecond(List<Operation> operations, long from, long to) {
        long answered = operations.stream()
                .filter(call -> call.known() && call.completed() >= from && call.completed() < to)
                .count();
        return answered * NANOS_PER_SECOND / (to - from);
    }

    /** The least value that at least that share of {@code sorted} does not exceed. */
    static double percentile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double longestStall(List<Operation> operations, Moments moments) {
        return operations.stream().collect(Collectors.groupingBy(Operation::client)).values().stream()
                        .map(calls -> Stall.of(calls, call -> true, moments.begin(), moments.over()))
                        .mapToLong(Stall::longestNanos)
                        .max()
                        .orElse(0)
                / NANOS_PER_MILLI;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return DoubleStream.of(before, during, median, high, longest, failed, stall, overwritten)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" "));
    }

    static FrozenFigures parse(String text) {
        double[] figures = Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new FrozenFigures(
                figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6], figures[7]);
    }
}
