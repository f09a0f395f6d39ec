package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;
import java.util.stream.IntStream;

/** All members but the first leave in good order, the last one first, each when the others have settled; later all are back. */
record ScaleDown() implements Fault {

    private static final long SETTLE_SECONDS = 60;

    @Override
    public List<Integer> targets(int members, long seed) {
        return IntStream.rangeClosed(2, members).boxed().toList();
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        /* All of it happens while it lasts. */
    }

    @Override
    public void last(Cluster cluster, List<Integer> targets, long millis) {
        for (int i = targets.size() - 1; i >= 0; i--) {
            cluster.member(targets.get(i)).stop();
            cluster.awaitSettled(SETTLE_SECONDS);
        }
        Cluster.pause(millis);
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        cluster.start(targets);
    }
}
