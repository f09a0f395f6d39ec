package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;

/** The last two members hear nothing of each other; everybody else hears everybody. */
public record CutLink() implements Fault {

    @Override
    public List<Integer> targets(int members, long seed) {
        return List.of(members - 1, members);
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.CUT);
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        cluster.network().cut(targets.get(0), targets.get(1));
        cluster.network().cut(targets.get(1), targets.get(0));
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.network().mend();
    }
}
