package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;

/**
 * All links of a member lose what is sent for a share of the time, in short bursts.
 *
 * @param share 0 to 1
 */
record LoseFrames(double share) implements Fault {

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.CUT);
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> cluster.network().lose(target, share, target));
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.network().mend();
    }
}
