package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Something that goes wrong with some members, and is put right later. Stateless. */
public interface Fault {

    /** The members it hits in a run with this seed, among {@code members}; each seed hits others. */
    default List<Integer> targets(int members, long seed) {
        return List.of(rotated(members, seed));
    }

    /** What it needs of the network. */
    default Set<Ability> needs() {
        return Set.of();
    }

    /** Begins, with what {@link #targets} answered. */
    void begin(Cluster cluster, List<Integer> targets);

    /** Goes on for a while, as a rule by doing nothing more. */
    default void last(Cluster cluster, List<Integer> targets, long millis) {
        Cluster.pause(millis);
    }

    /** Puts it right. */
    void end(Cluster cluster, List<Integer> targets);

    /** The last member with seed 1, then the first, which is the coordinator, then the second, and so on. */
    static int rotated(int members, long seed) {
        return (int) Math.floorMod(seed - 2, (long) members) + 1;
    }

    /** All members but {@code targets}. */
    static List<Integer> others(Cluster cluster, List<Integer> targets) {
        return IntStream.rangeClosed(1, cluster.size())
                .boxed()
                .filter(member -> !targets.contains(member))
                .toList();
    }
}
