package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member's wall clock jumps while it serves, and is set right later.
 *
 * @param seconds forward; negative: back
 */
record ClockJump(long seconds) implements Fault {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> set(cluster, target, seconds));
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        targets.forEach(target -> set(cluster, target, 0));
    }

    /** Everybody removes meanwhile what has expired by its own clock. */
    @Override
    public void last(Cluster cluster, List<Integer> targets, long millis) {
        Cluster.pause(millis / 2);
        cluster.members()
                .forEach(member -> member.call("expire", PATIENCE_MILLIS).get());
        Cluster.pause(millis / 2);
    }

    private static void set(Cluster cluster, int member, long seconds) {
        cluster.member(member).call("clock " + seconds, PATIENCE_MILLIS).get();
    }
}
