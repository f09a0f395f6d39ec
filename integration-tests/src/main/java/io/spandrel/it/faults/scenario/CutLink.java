package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;

/** The last two members hear nothing of each other; everybody else hears everybody. */
record CutLink() implements Fault {

    @Override
    public List<Integer> targets(int members, long seed) {
        return List.of(members - 1, members);
    }

    @Override
    public boolean cutsLinks() {
        return true;
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
