package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that reads its own copies of keys which three processes own, without, with, and again without versions in turn: what
 * {@code ONE} costs a {@code get}.
 *
 * @see PairedCost
 */
public final class OneMeasurement {

    /** Operations of a slice: some milliseconds. */
    private static final int OPERATIONS = 20_000;

    private static final int OWNERS = 3;

    private OneMeasurement() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        try (GridOfProcesses plain = grid("");
                GridOfProcesses one = grid("<grid:consistency read=\"ONE\"/>");
                GridOfProcesses plainAgain = grid("")) {
            InTurn inTurn = new InTurn(List.of(reads(plain), reads(one), reads(plainAgain)), threads);
            inTurn.rounds(rounds / 2);
            for (long[] round : inTurn.rounds(rounds)) {
                parent.tell("get;" + round[0] + ";" + round[1] + ";" + round[2]);
            }
        }
    }

    private static GridOfProcesses grid(String element) {
        GridOfProcesses grid = new GridOfProcesses(OWNERS, element);
        grid.member()
                .cache()
                .putAll(IntStream.range(0, LocalCaches.KEYS)
                        .boxed()
                        .collect(Collectors.toMap(Function.identity(), Function.identity())));
        return grid;
    }

    private static InTurn.Slice reads(GridOfProcesses grid) {
        Map<Integer, Integer> cache = grid.member().cache();
        return keys -> {
            for (int i = 0; i < OPERATIONS; i++) {
                if (cache.get(keys.next()) == null) {
                    throw new IllegalStateException("a key is missing");
                }
            }
        };
    }
}
