package io.spandrel.grid.consistency.simulation;

import static io.spandrel.grid.consistency.simulation.Network.MILLI;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.negativelookup.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A cluster in virtual time, in which everything goes wrong that can, in an order that the seed decides; and at last nothing
 * any more, so that all has to come right again.
 */
final class SimulatedCluster {

    static final int SEGMENTS = 2;
    static final int KEYS = 8;
    static final long EPOCH_MILLIS = 1_800_000_000_000L;

    private static final Duration TROUBLE = Duration.ofMillis(2_500);
    private static final Duration QUIET_MAX = Duration.ofMillis(20_000);
    private static final Duration QUIET_STEP = Duration.ofMillis(500);
    private static final int ALL = Integer.MAX_VALUE;

    final VirtualTime time = new VirtualTime();
    final Random random;
    final Network network;
    final Mutation mutation;
    final ConsistencyLevel level;
    final boolean blockingRepair;
    final int tombstonesMax;
    final Workload workload;

    private final int copies;
    private final TreeMap<Id, SimulatedMember> members = new TreeMap<>();
    private final Set<Id> gone = new LinkedHashSet<>();
    private final int[] incarnations = new int[8];
    private int salt;
    private int numbers;
    private boolean quiet;

    SimulatedCluster(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.network = new Network(time, random);
        this.mutation = mutation;
        this.level = pick(
                ConsistencyLevel.QUORUM,
                ConsistencyLevel.QUORUM,
                ConsistencyLevel.QUORUM,
                ConsistencyLevel.QUORUM,
                ConsistencyLevel.ALL,
                ConsistencyLevel.ONE);
        this.blockingRepair = random.nextInt(4) > 0;
        this.tombstonesMax = random.nextInt(4) == 0 ? 2 : 100;
        this.copies = pick(2, 3, 3, 3, ALL);
        int nodes = 3 + random.nextInt(3);
        List<Id> first = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            first.add(new Id(node, incarnations[node]++));
        }
        List<SegmentConfig> configs = new ArrayList<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            configs.add(SegmentConfig.first(spread(first, segment)));
        }
        first.forEach(id -> members.put(id, new SimulatedMember(id, this, skew(), configs)));
        this.workload = new Workload(this);
        next(workload::operate, 6 * MILLI);
        next(this::fault, 110 * MILLI);
    }

    static int segment(int key) {
        return key % SEGMENTS;
    }

    /**
     * How a run ended.
     *
     * @param unfinished what had not come to rest though there was time enough
     * @param wrong what must never be
     * @param operations how many were done
     */
    record End(List<String> unfinished, List<String> wrong, long operations) {}

    /** Runs it all. */
    End run() {
        time.run(TROUBLE);
        quiet = true;
        network.heal();
        for (SimulatedMember member : members()) {
            member.pausedUntil = 0;
            member.jumpMillis = 0;
            if (!member.running() && !gone(member.id)) {
                member.start();
            }
        }
        Rest rest;
        Duration passed = Duration.ZERO;
        do {
            time.run(QUIET_STEP);
            passed = passed.plus(QUIET_STEP);
            rest = Rest.of(this);
        } while (!rest.complete() && passed.compareTo(QUIET_MAX) < 0);
        List<String> wrong = new ArrayList<>(rest.different());
        wrong.addAll(workload.wrong());
        return new End(rest.unfinished(), wrong, workload.done());
    }

    /** What this seed has chosen. */
    @Override
    public String toString() {
        return "SimulatedCluster[" + level + ", " + (copies == ALL ? "all" : copies) + " copies, " + members.keySet()
                + ", " + (blockingRepair ? "blocking" : "background") + " repair, " + tombstonesMax + " tombstones]";
    }

    Collection<SimulatedMember> members() {
        return List.copyOf(members.values());
    }

    SimulatedMember member(Id id) {
        SimulatedMember member = members.get(id);
        if (member == null) {
            throw new IllegalStateException("no member " + id);
        }
        return member;
    }

    boolean gone(Id id) {
        return gone.contains(id);
    }

    boolean quiet() {
        return quiet;
    }

    int nextNumber() {
        return ++numbers;
    }

    /** The newest configuration that anybody knows. */
    SegmentConfig newest(int segment) {
        SegmentConfig newest = null;
        for (SimulatedMember member : members()) {
            SegmentConfig known = member.configs.get(segment);
            if (newest == null || known.newerThan(newest)) {
                newest = known;
            }
        }
        return Objects.requireNonNull(newest);
    }

    /** Who should own a segment, as a member sees it. */
    Set<Id> target(SimulatedMember by, int segment) {
        return spread(
                by.view.stream()
                        .filter(id -> member(id).running() && !member(id).leaving)
                        .toList(),
                segment);
    }

    private Set<Id> spread(Collection<Id> candidates, int segment) {
        List<Id> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparing(
                        (Id id) -> (id.number() * 0x9E3779B9 + segment * 0x85EBCA6B + salt * 0xC2B2AE35) >>> 7)
                .thenComparing(id -> id));
        return new LinkedHashSet<>(order.subList(0, Math.min(copies, order.size())));
    }

    private long skew() {
        return random.nextInt((int) SimulatedOwner.DRIFT_MAX_MILLIS) - SimulatedOwner.DRIFT_MAX_MILLIS / 2;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void next(Runnable action, long mean) {
        time.after(1 + (long) (random.nextDouble() * 2 * mean), () -> {
            if (!quiet) {
                action.run();
                next(action, mean);
            }
        });
    }

    private void later(long atMostMillis, Runnable action) {
        time.after((long) (random.nextDouble() * atMostMillis * MILLI), action);
    }

    SimulatedMember anyone() {
        List<SimulatedMember> running =
                members().stream().filter(SimulatedMember::running).toList();
        return running.get(random.nextInt(running.size()));
    }

    /* ---- what goes wrong ---- */

    private void fault() {
        SimulatedMember victim = anyone();
        switch (random.nextInt(12)) {
            case 0, 1 -> partition();
            case 2, 3 -> oneWay(victim, anyone());
            case 4 -> victim.pausedUntil = time.now() + random.nextInt((int) (600 * MILLI));
            case 5, 6 -> crashKeeping(victim);
            case 7 -> crashLosing(victim);
            case 8 -> join();
            case 9 -> leave(victim);
            case 10 -> jump(victim);
            default -> disturb();
        }
    }

    private void partition() {
        List<SimulatedMember> one =
                members().stream().filter(m -> random.nextBoolean()).toList();
        for (SimulatedMember here : one) {
            for (SimulatedMember there : members()) {
                if (!one.contains(there)) {
                    network.cut(here.id, there.id);
                    network.cut(there.id, here.id);
                }
            }
        }
        later(1_000, network::heal);
    }

    private void oneWay(SimulatedMember from, SimulatedMember to) {
        if (from != to) {
            network.cut(from.id, to.id);
            later(700, network::heal);
        }
    }

    private void disturb() {
        network.loss(0.2);
        later(400, () -> network.loss(0.01));
    }

    /* Further than a message can be under way: nothing sent meanwhile looks fresh when it arrives. */
    private void jump(SimulatedMember victim) {
        victim.jumpMillis = 3_000 + random.nextInt(1_000);
        later(300, () -> victim.jumpMillis = 0);
    }

    private void crashKeeping(SimulatedMember victim) {
        if (running() < 2) {
            return;
        }
        victim.crash();
        later(500, () -> {
            if (!victim.running()) {
                victim.start();
            }
        });
    }

    private long running() {
        return members().stream().filter(SimulatedMember::running).count();
    }

    private void crashLosing(SimulatedMember victim) {
        if (running() < 2 || !mayLose(victim.id) || members().size() > 12) {
            return;
        }
        victim.crash();
        gone.add(victim.id);
        later(400, () -> create(victim.id.node()));
    }

    /*
     * A majority of every group that counts must keep what it has: nothing else is promised. And where deletes are forgotten,
     * all of them: without an owner it cannot be told any more what was deleted.
     */
    private boolean mayLose(Id id) {
        if (tombstonesMax < KEYS) {
            return false;
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            for (Id owner : newest(segment).owners().all()) {
                ExpectedOwners<Id> owners = member(owner).configs.get(segment).owners();
                Set<Id> left = new LinkedHashSet<>(owners.all());
                left.removeAll(gone);
                left.remove(id);
                if (owners.all().contains(id) && !owners.met(ConsistencyLevel.QUORUM, left)) {
                    return false;
                }
            }
            Set<Id> left = new LinkedHashSet<>(newest(segment).owners().all());
            left.removeAll(gone);
            left.remove(id);
            if (!newest(segment).owners().met(ConsistencyLevel.QUORUM, left)) {
                return false;
            }
        }
        return true;
    }

    private void join() {
        salt++;
        long running = members().stream().filter(m -> !gone(m.id)).count();
        if (running < 6) {
            for (int node = 0; node < 7; node++) {
                if (incarnations[node] == 0) {
                    create(node);
                    return;
                }
            }
        }
    }

    private void create(int node) {
        Id id = new Id(node, incarnations[node]++);
        List<SegmentConfig> configs = new ArrayList<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            configs.add(anyone().configs.get(segment));
        }
        members.put(id, new SimulatedMember(id, this, skew(), configs));
    }

    private void leave(SimulatedMember victim) {
        long staying = members().stream().filter(m -> m.running() && !m.leaving).count();
        if (staying > 3) {
            victim.leaving = true;
            leaveWhenNothingIsOwned(victim);
        }
    }

    private void leaveWhenNothingIsOwned(SimulatedMember victim) {
        Supplier<Boolean> owns = () -> members().stream()
                .filter(m -> !gone(m.id))
                .anyMatch(m -> m.configs.stream()
                        .anyMatch(config -> config.owners().all().contains(victim.id)));
        boolean owned = owns.get();
        /* Twice, as what is decided may still be under way. */
        time.after(1_600 * MILLI, () -> {
            if (!owned && !owns.get() && running() > 1) {
                victim.crash();
                gone.add(victim.id);
            } else {
                leaveWhenNothingIsOwned(victim);
            }
        });
    }
}
