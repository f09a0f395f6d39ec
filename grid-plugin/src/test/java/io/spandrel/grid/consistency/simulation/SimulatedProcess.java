package io.spandrel.grid.consistency.simulation;

import static io.spandrel.grid.consistency.simulation.Network.MILLI;

/** A process with clocks of its own, which may pause and crash. */
abstract class SimulatedProcess {

    final Id id;
    final SimulatedCluster cluster;
    long jumpMillis;
    long pausedUntil;
    boolean leaving;

    private final long skewMillis;
    private boolean running;
    private int generation;

    SimulatedProcess(Id id, SimulatedCluster cluster, long skewMillis) {
        this.id = id;
        this.cluster = cluster;
        this.skewMillis = skewMillis;
    }

    void start() {
        running = true;
    }

    void crash() {
        running = false;
        generation++;
    }

    boolean running() {
        return running;
    }

    int generation() {
        return generation;
    }

    /* What is under way to a paused member waits; what is under way to one that has crashed is lost. */
    void deliver(Runnable task) {
        deliver(generation, task);
    }

    void deliver(int meantFor, Runnable task) {
        if (!running || generation != meantFor) {
            return;
        }
        if (paused()) {
            cluster.time.at(pausedUntil, () -> deliver(meantFor, task));
        } else {
            task.run();
        }
    }

    void after(long nanos, Runnable task) {
        int meantFor = generation;
        cluster.time.after(nanos, () -> deliver(meantFor, task));
    }

    void every(long nanos, Runnable task) {
        after(nanos / 2 + (long) (cluster.random.nextDouble() * nanos), () -> {
            task.run();
            every(nanos, task);
        });
    }

    long wallMillis() {
        return SimulatedCluster.EPOCH_MILLIS + cluster.time.now() / MILLI + skewMillis + jumpMillis;
    }

    /* A clock that only moves forward, and means nothing elsewhere. */
    long millis() {
        return cluster.time.now() / MILLI;
    }

    boolean paused() {
        return pausedUntil > cluster.time.now();
    }
}
