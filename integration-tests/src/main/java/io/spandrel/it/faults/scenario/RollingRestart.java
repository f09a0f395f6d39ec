package io.spandrel.it.faults.scenario;

import io.spandrel.it.faults.cluster.Cluster;
import java.util.List;
import java.util.stream.IntStream;

/** One member after the other leaves in good order and starts again, a second after the one before it has settled. */
record RollingRestart() implements Fault {

    private static final long PAUSE_MILLIS = 1_000;
    private static final long SETTLE_SECONDS = 60;

    @Override
    public List<Integer> targets(int members, long seed) {
        return IntStream.rangeClosed(1, members).boxed().toList();
    }

    @Override
    public void begin(Cluster cluster, List<Integer> targets) {
        /* All of it happens while it lasts. */
    }

    @Override
    public void last(Cluster cluster, List<Integer> targets, long millis) {
        for (int target : targets) {
            cluster.member(target).stop();
            cluster.start(List.of(target));
            cluster.awaitSettled(SETTLE_SECONDS);
            Cluster.pause(PAUSE_MILLIS);
        }
    }

    @Override
    public void end(Cluster cluster, List<Integer> targets) {
        /* Each member is back already. */
    }
}
