package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member's own copies of some keys go; then all copies are compared and repaired.
 *
 * @param keys how many; 0 to compare equal copies
 */
record Forget(int keys) implements Fault {

    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        targets.forEach(target ->
                cluster.member(target).call("forget " + keys, PATIENCE_MILLIS).get());
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.member(1).call("repair", PATIENCE_MILLIS).get();
    }
}
