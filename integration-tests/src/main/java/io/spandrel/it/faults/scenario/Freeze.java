package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;

/**
 * A member stands still, as in a long pause of its garbage collector or of its virtual machine.
 *
 * @param sparesCoordinator whether it is never the coordinator, whatever the seed
 */
public record Freeze(boolean sparesCoordinator) implements Fault {

    /** Any member, by the seed. */
    public Freeze() {
        this(false);
    }

    @Override
    public List<Integer> targets(int members, long seed) {
        return List.of(sparesCoordinator ? Fault.rotatedBesidesFirst(members, seed) : Fault.rotated(members, seed));
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
