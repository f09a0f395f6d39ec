package io.spandrel.it.bench;

import io.spandrel.it.faults.check.Survival;
import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import io.spandrel.it.faults.network.LoopbackNetwork;
import io.spandrel.it.faults.network.NamespaceNetwork;
import io.spandrel.it.faults.network.Network;
import io.spandrel.it.faults.trial.Observation;
import io.spandrel.it.faults.workload.Clients;
import io.spandrel.it.faults.workload.Keys;
import io.spandrel.it.faults.workload.Phase;
import io.spandrel.it.process.Descendants;
import io.spandrel.it.process.ParentProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A process that measures {@link FrozenFigures} once, and tells them. Its arguments are the {@link Disturbance}, the {@link Engine},
 * a folder for logs, and whether it has network namespaces of its own.
 */
public final class FrozenMeasurement {

    /* Half of the keys: the members are asked for all of them in the end. The seed decides which key is called when. */
    private static final double SIZE = 0.5;
    private static final long SEED = 1;
    private static final long SETTLE_SECONDS = 60;

    private final Disturbance disturbance;
    private final Times times;

    private FrozenMeasurement(Disturbance disturbance, Times times) {
        this.disturbance = disturbance;
        this.times = times;
    }

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        Descendants.endWithThis();
        Descendants.endWithParent();
        Disturbance disturbance = Disturbance.valueOf(arguments[0]);
        try (Network network = Boolean.parseBoolean(arguments[3])
                ? new NamespaceNetwork(Disturbance.MEMBERS)
                : new LoopbackNetwork(Disturbance.MEMBERS)) {
            parent.tell(measure(disturbance, Engine.valueOf(arguments[1]), network, Path.of(arguments[2]), Times.USUAL)
                    .toString());
        }
        System.exit(0);
    }

    /** Measures once. */
    static FrozenFigures measure(Disturbance disturbance, Engine engine, Network network, Path directory, Times times) {
        try (Cluster cluster = new Cluster(disturbance.settings(), engine, network, directory)) {
            return new FrozenMeasurement(disturbance, times).measure(cluster, directory.resolve("keys.tsv"));
        }
    }

    private FrozenFigures measure(Cluster cluster, Path file) {
        Clients clients = Clients.repeating(
                cluster, new TreeSet<>(disturbance.targets()), disturbance.called(), disturbance.pace(), SIZE, SEED);
        clients.keys().write(file);
        cluster.start(file);
        FrozenFigures.Moments moments = disturb(cluster, clients);
        Cluster.pause(times.quiet());
        if (!cluster.awaitSettled(SETTLE_SECONDS)) {
            throw new IllegalStateException("the members do not settle");
        }
        List<Operation> operations = clients.history().all();
        return FrozenFigures.of(operations, moments, overwritten(cluster, clients.keys(), operations));
    }

    private FrozenFigures.Moments disturb(Cluster cluster, Clients clients) {
        clients.start();
        Cluster.pause(times.warmUp());
        long start = clients.now();
        Cluster.pause(times.before());
        clients.enter(Phase.FAULT);
        disturbance.fault().begin(cluster, disturbance.targets());
        long begin = clients.now();
        disturbance.fault().last(cluster, disturbance.targets(), times.disturbed(disturbance));
        long end = clients.now();
        clients.enter(Phase.HEALED);
        disturbance.fault().end(cluster, disturbance.targets());
        Cluster.pause(times.after());
        clients.end();
        return new FrozenFigures.Moments(start, begin, end, clients.now());
    }

    private static int overwritten(Cluster cluster, Keys keys, List<Operation> operations) {
        Map<String, List<Operation>> byKey = operations.stream().collect(Collectors.groupingBy(Operation::key));
        List<String> written =
                keys.initial().keySet().stream().filter(Keys::hasOneWriter).toList();
        Observation observation =
                Observation.of(cluster, List.copyOf(keys.initial().keySet()));
        if (observation.refused() > 0) {
            throw new IllegalStateException(observation.refused() + " reads after all were not answered");
        }
        return (int) written.stream()
                .filter(key -> {
                    KeyHistory history = new KeyHistory(keys.initial().get(key), byKey.getOrDefault(key, List.of()));
                    return !Survival.of(history, observation.reads().getOrDefault(key, Map.of()))
                            .wrong()
                            .isEmpty();
                })
                .count();
    }

    /**
     * How long the parts of a run last, ms.
     *
     * @param warmUp clients call, and nothing is counted
     * @param before clients call, all is well
     * @param disturbed the share of the disturbance's length
     * @param after clients go on, and repeat what failed
     * @param quiet nobody calls, and what is late arrives
     */
    record Times(long warmUp, long before, double disturbed, long after, long quiet) {

        static final Times USUAL = new Times(2_000, 3_000, 1, 5_000, 5_000);

        long disturbed(Disturbance disturbance) {
            return (long) (disturbance.millis() * disturbed);
        }
    }
}
