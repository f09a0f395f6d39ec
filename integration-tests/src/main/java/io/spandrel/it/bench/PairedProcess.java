package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The side of a {@link PairedComparison} that measures, in a process of its own. */
final class PairedProcess {

    private final ParentProcess parent = new ParentProcess();
    private final int threads;
    private final int slices;
    private final int start;
    private final List<String> ways;

    /** Of a process that was started with {@code arguments}. */
    PairedProcess(String[] arguments) {
        threads = Integer.parseInt(arguments[0]);
        slices = Integer.parseInt(arguments[1]);
        start = Integer.parseInt(arguments[2]);
        ways = Arrays.asList(arguments).subList(3, arguments.length);
    }

    /** How many threads measure. */
    int threads() {
        return threads;
    }

    /** What is compared with the base here, by name. */
    List<String> ways() {
        return ways;
    }

    /**
     * Makes the base and the ways, measures them in turn after half as many slices, tells the result, and closes them.
     *
     * @param row of the result
     * @param makers of the base, and then of each way
     */
    <T extends AutoCloseable> void measure(String row, List<Supplier<T>> makers, Function<T, InTurn.Slice> slice)
            throws Exception {
        measure(row, slices / 2, makers, slice);
    }

    /**
     * The same after a warm-up of another length.
     *
     * @param warmUp slices of each that do not count
     */
    <T extends AutoCloseable> void measure(
            String row, int warmUp, List<Supplier<T>> makers, Function<T, InTurn.Slice> slice) throws Exception {
        List<T> made = make(makers);
        try {
            InTurn inTurn = new InTurn(made.stream().map(slice).toList(), threads);
            inTurn.rounds(warmUp);
            for (long[] round : inTurn.rounds(slices)) {
                parent.tell(row + ";"
                        + LongStream.of(round).mapToObj(Long::toString).collect(Collectors.joining(";")));
            }
        } finally {
            for (T one : made) {
                one.close();
            }
        }
    }

    /* Begins with another one in each process: what is made first is at times the faster for it. */
    private <T> List<T> make(List<Supplier<T>> makers) {
        List<T> made = new ArrayList<>();
        for (int i = 0; i < makers.size(); i++) {
            made.add(makers.get((i + start) % makers.size()).get());
        }
        Collections.rotate(made, start % makers.size());
        return made;
    }
}
