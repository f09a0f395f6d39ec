package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.Status;
import io.spandrel.it.faults.network.Ability;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The last member is cut off; when all see each other again, the first one, the coordinator, dies at once and starts again. */
record KillDuringMerge() implements Fault {

    private static final long MERGE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MILLIS = 5;
    private static final int COORDINATOR = 1;

    private static final Fault CUT = new Partition(1, true);

    @Override
    public List<Integer> targets(int members, long seed) {
        return List.of(members);
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.CUT);
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        CUT.begin(cluster, targets);
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        CUT.end(cluster, targets);
        long limit = System.nanoTime() + MERGE_NANOS;
        while (System.nanoTime() - limit < 0 && !merged(cluster)) {
            Cluster.pause(POLL_MILLIS);
        }
        cluster.member(COORDINATOR).kill();
        cluster.start(List.of(COORDINATOR));
    }

    private static boolean merged(Cluster cluster) {
        return cluster.status(COORDINATOR).map(Status::view).orElse(0) == cluster.size();
    }
}
