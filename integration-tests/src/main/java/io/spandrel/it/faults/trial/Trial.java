package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.cluster.RemoteMember;
import io.spandrel.it.faults.history.Operation;
import io.spandrel.it.faults.network.Network;
import io.spandrel.it.faults.scenario.Scenario;
import io.spandrel.it.faults.workload.Clients;
import io.spandrel.it.faults.workload.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One run of a scenario, and what came of it.
 *
 * @param seconds how long it took
 * @param failures why calls were not answered, and how often each
 */
public record Trial(
        Scenario scenario,
        Engine engine,
        long seed,
        Set<String> targets,
        List<Operation> operations,
        List<Event> events,
        Map<String, Integer> failures,
        Verdict verdict,
        double seconds) {

    private static final long QUIET_MILLIS = 1_000;
    private static final long LATE_CALLS_MILLIS = 16_000;
    private static final String SETTLED = "settled";
    private static final double NANOS = 1e9;

    /**
     * Runs it.
     *
     * @param directory for the members' logs and stores
     */
    public static Trial run(
            Scenario scenario, Engine engine, long seed, Effort effort, Network network, Path directory) {
        long began = System.nanoTime();
        try (Cluster cluster = new Cluster(scenario.settings(), engine, network, directory)) {
            List<Integer> targets = scenario.fault().targets(cluster.size(), seed);
            Clients clients = Clients.mixed(cluster, new TreeSet<>(targets), scenario.pace(), effort.keys(), seed);
            Path file = directory.resolve("keys.tsv");
            clients.keys().write(file);
            cluster.start(file);
            try (Watch watch = new Watch(cluster, clients::now)) {
                Moments moments = rage(scenario, effort, cluster, targets, clients, watch);
                Verdict verdict = judge(scenario, cluster, targets, clients, watch, moments);
                return new Trial(
                        scenario,
                        engine,
                        seed,
                        names(targets),
                        clients.history().all(),
                        watch.events(),
                        clients.failures(),
                        verdict,
                        (System.nanoTime() - began) / NANOS);
            }
        }
    }

    private static Moments rage(
            Scenario scenario, Effort effort, Cluster cluster, List<Integer> targets, Clients clients, Watch watch) {
        clients.start();
        Cluster.pause(effort.beforeMillis());
        watch.note("fault");
        long begin = clients.now();
        scenario.fault().begin(cluster, targets);
        clients.enter(Phase.FAULT);
        scenario.fault().last(cluster, targets, (long) (scenario.faultSeconds() * 1_000 * effort.fault()));
        watch.note("end of fault");
        long end = clients.now();
        Map<String, Long> sent = cluster.network().sent();
        clients.enter(Phase.HEALED);
        scenario.fault().end(cluster, targets);
        boolean settled = cluster.awaitSettled(scenario.settleSeconds())
                && cluster.members().stream().allMatch(RemoteMember::alive);
        watch.note(settled ? SETTLED : "not settled");
        long since = clients.now() - (settled ? TimeUnit.MILLISECONDS.toNanos(Cluster.STEADY_MILLIS) : 0);
        Moments moments = new Moments(
                begin,
                end,
                Math.max(since, end),
                difference(sent, cluster.network().sent()));
        Cluster.pause(QUIET_MILLIS);
        clients.end();
        Cluster.pause(scenario.pace().deadlineMillis() < LATE_CALLS_MILLIS ? LATE_CALLS_MILLIS : QUIET_MILLIS);
        return moments;
    }

    private static Verdict judge(
            Scenario scenario, Cluster cluster, List<Integer> targets, Clients clients, Watch watch, Moments moments) {
        Observation observation =
                Observation.of(cluster, List.copyOf(clients.keys().initial().keySet()));
        Set<String> names = names(targets);
        double detected = watch.events().stream()
                .filter(event ->
                        event.nanos() > moments.begin() && !event.member().isEmpty() && !names.contains(event.member()))
                .mapToDouble(event -> (event.nanos() - moments.begin()) / NANOS)
                .findFirst()
                .orElse(-1);
        boolean settled = watch.events().stream().anyMatch(event -> event.text().equals(SETTLED));
        return new Judges(clients.keys(), clients.history().all(), observation)
                .judge(
                        scenario.settings().owners(),
                        names,
                        moments,
                        detected,
                        settled ? (moments.settled() - moments.end()) / NANOS : -1);
    }

    /** What was sent between two looks, also over links that came in between; negative if one went, or they are not counted. */
    private static long difference(Map<String, Long> before, Map<String, Long> after) {
        if (before.isEmpty() || !after.keySet().containsAll(before.keySet())) {
            return -1;
        }
        return total(after) - total(before);
    }

    private static long total(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Set<String> names(List<Integer> members) {
        return members.stream().map(member -> "n" + member).collect(Collectors.toCollection(TreeSet::new));
    }
}
