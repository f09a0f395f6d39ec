package io.spandrel.it.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A process that reads its own copies of keys which three processes own, without, with, and again without versions in turn: what
 * {@code ONE} costs a {@code get}. Few keys stay in a processor's nearest cache, where the way to them is what counts; of
 * many do only some, and fewer of the larger entries that have versions.
 *
 * @see PairedComparison
 */
public final class OneMeasurement {

    /** Operations of a slice: some milliseconds. */
    private static final int OPERATIONS = 20_000;

    private static final int OWNERS = 3;

    private OneMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        PairedProcess process = new PairedProcess(arguments);
        measure(process, 1 << 9);
        measure(process, LocalCaches.KEYS);
    }

    private static void measure(PairedProcess process, int keys) throws Exception {
        List<Integer> few = IntStream.range(0, keys).boxed().toList();
        Integer[] asked = IntStream.range(0, LocalCaches.KEYS)
                .mapToObj(key -> few.get(key % keys))
                .toArray(Integer[]::new);
        process.<GridOfProcesses>measure(
                "get, " + keys + " keys",
                List.of(
                        () -> GridOfProcesses.filled(OWNERS, ""),
                        () -> GridOfProcesses.filled(OWNERS, "<grid:consistency read=\"ONE\"/>"),
                        () -> GridOfProcesses.filled(OWNERS, "")),
                grid -> reads(grid, asked));
    }

    private static InTurn.Slice reads(GridOfProcesses grid, Integer[] asked) {
        Map<Integer, Integer> cache = grid.member().cache();
        return keys -> {
            for (int i = 0; i < OPERATIONS; i++) {
                if (cache.get(asked[keys.next()]) == null) {
                    throw new IllegalStateException("a key is missing");
                }
            }
        };
    }
}
