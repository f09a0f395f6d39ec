package io.spandrel.it.bench;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.context.Flag;

/**
 * A process that writes keys which three processes own, without versions, at each consistency level, and again without versions in
 * turn: what a level costs, or gains. It is one of the three; each is primary of a third of the keys.
 *
 * @see PairedComparison
 */
public final class LevelsMeasurement {

    /** What is compared with Infinispan alone, in the order of the results. */
    static final List<String> WAYS = List.of("ONE", "QUORUM", "ALL", "Infinispan alone, again");

    private static final List<String> LEVELS = List.of("ONE", "QUORUM", "ALL");
    private static final int OWNERS = 3;

    /* Operations of a slice: some milliseconds. */
    private static final int PUTS = 20;

    /* Of each grid, before what counts: of the first ten thousand, most of the processor time is the compilers'. */
    private static final int PUTS_BEFORE = 20_000;

    private LevelsMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        Supplier<GridOfProcesses> plain = () -> GridOfProcesses.filled(OWNERS, "");
        Stream<Supplier<GridOfProcesses>> levels =
                LEVELS.stream().map(level -> () -> GridOfProcesses.filled(OWNERS, at(level)));
        PairedProcess process = new PairedProcess(arguments);
        process.measure(
                "put",
                PUTS_BEFORE / (PUTS * process.threads()),
                Stream.concat(Stream.concat(Stream.of(plain), levels), Stream.of(plain))
                        .toList(),
                LevelsMeasurement::puts);
    }

    private static String at(String level) {
        return "<grid:consistency read=\"" + level + "\" write=\"" + level + "\"/>";
    }

    private static InTurn.Slice puts(GridOfProcesses grid) {
        Cache<Integer, Integer> unread =
                grid.member().cache().getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        return keys -> {
            for (int i = 0; i < PUTS; i++) {
                Integer key = keys.next();
                unread.put(key, key);
            }
        };
    }
}
