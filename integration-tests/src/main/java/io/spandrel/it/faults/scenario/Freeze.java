package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;

/** A member, by the seed, stands still, as in a long pause of its garbage collector or of its virtual machine. */
public record Freeze() implements Fault {

    @Override
    public List<Integer> targets(int members, long seed) {
        return List.of(Fault.rotated(members, seed));
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> cluster.member(target).freeze());
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> cluster.member(target).thaw());
    }
}
