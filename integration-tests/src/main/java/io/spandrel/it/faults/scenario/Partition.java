package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Some members hear nothing of the others.
 *
 * @param isolated how many
 * @param bothWays whether the others hear nothing of them either; if not, it is the others who do not hear
 */
record Partition(int isolated, boolean bothWays) implements Fault {

    @Override
    public List<Integer> targets(int members, long seed) {
        int first = Fault.rotated(members, seed);
        return IntStream.range(0, isolated)
                .mapToObj(i -> Math.floorMod(first - 1 - i, members) + 1)
                .toList();
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.CUT);
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        for (int target : targets) {
            for (int other : Fault.others(cluster, targets)) {
                cluster.network().cut(target, other);
                if (bothWays) {
                    cluster.network().cut(other, target);
                }
            }
        }
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.network().mend();
    }
}
