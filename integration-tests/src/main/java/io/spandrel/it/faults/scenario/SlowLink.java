package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;

/**
 * A member hears and is heard slowly.
 *
 * @param kilobits that pass in a second, each way
 */
record SlowLink(int kilobits) implements Fault {

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.SLOW);
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> cluster.network().slow(target, kilobits));
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.network().mend();
    }
}
