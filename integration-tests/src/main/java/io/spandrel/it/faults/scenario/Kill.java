package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.RemoteMember;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Members die at once, and start again later.
 *
 * @param killed how many
 */
record Kill(int killed) implements Fault {

    @Override
    public List<Integer> targets(int members, long seed) {
        int first = Fault.rotated(members, seed);
        return IntStream.range(0, killed)
                .mapToObj(i -> Math.floorMod(first - 1 - i, members) + 1)
                .sorted()
                .toList();
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.parallelStream().map(cluster::member).forEach(RemoteMember::kill);
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.start(targets);
    }
}
