package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Members that write, read, join, leave, crash, pause and lose each other, in virtual time and in an order that the seed
 * decides. Writes are carried out by the segment's primary and its backups, as a distributed cache without transactions
 * does; every answer "absent" is held against what was acknowledged.
 */
final class SimulatedGrid {

    static final int SEGMENTS = 6;
    static final Lease LEASE = new Lease(Duration.ofMillis(40));
    static final CopyPolicy POLICY = new CopyPolicy(2, false, 4_000, 0.01, Duration.ofMillis(400));

    private static final long MILLI = 1_000_000;
    private static final int KEYS = 400;
    private static final int MEMBERS = 4;

    /** What members do wrong, so that it is seen that it would be found out. */
    enum Fault {
        NONE,
        /** Subscribers confirm what they are told, and forget it. */
        FORGETS_WHAT_IT_CONFIRMED,
        /** Writers do not put what they have written into their own copies. */
        FORGETS_WHAT_IT_WROTE,
        /** Writes are acknowledged before the subscribers have confirmed. */
        DOES_NOT_WAIT
    }

    final VirtualTime time = new VirtualTime();
    final Random random;
    final Fault fault;
    final List<String> wrong = new ArrayList<>();

    private final TreeMap<Integer, SimulatedMember> members = new TreeMap<>();
    private final History history = new History();
    private SimulatedTopology latest;
    private boolean changing;
    private int ids;
    private long absent;
    private long acknowledged;

    SimulatedGrid(long seed, Fault fault) {
        this.random = new Random(seed);
        this.fault = fault;
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            first.add(ids++);
        }
        latest = new SimulatedTopology(1, true, first, SimulatedTopology.spread(first, SEGMENTS, 0), nobody());
        first.forEach(this::create);
        for (int i = 0; i < 3; i++) {
            next(this::write, 2 * MILLI);
        }
        next(this::read, MILLI / 2);
        next(this::fault, 60 * MILLI);
    }

    static int segment(long key) {
        return (int) (key % SEGMENTS);
    }

    long absent() {
        return absent;
    }

    long acknowledged() {
        return acknowledged;
    }

    /* A call that is lost, or whose answer is, fails after the lease's length. */
    <T> CompletableFuture<T> call(SimulatedMember from, int to, Function<SimulatedMember, T> handler) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        from.schedule(
                () -> answer.completeExceptionally(new IllegalStateException("no answer from " + to)), LEASE.length());
        send(from, to, 0.02, there -> {
            T reply = handler.apply(there);
            send(there, from.id, 0.02, back -> answer.complete(reply));
        });
        return answer;
    }

    private void send(SimulatedMember from, int to, double loss, java.util.function.Consumer<SimulatedMember> action) {
        if (random.nextDouble() < loss) {
            return;
        }
        time.after(latency(), () -> {
            SimulatedMember there = members.get(to);
            if (there != null && !there.isolated && !from.isolated) {
                there.deliver(() -> action.accept(there));
            }
        });
    }

    private long latency() {
        return random.nextInt(20) == 0 ? random.nextInt((int) (60 * MILLI)) : 50_000 + random.nextInt((int) MILLI);
    }

    private void next(Runnable action, long mean) {
        time.after(1 + (long) (random.nextDouble() * 2 * mean), () -> {
            action.run();
            next(action, mean);
        });
    }

    /* ---- what users do ---- */

    private void write() {
        SimulatedMember origin = anyone();
        if (origin == null) {
            return;
        }
        long key = random.nextInt(KEYS);
        boolean put = random.nextInt(3) > 0;
        History.Write write = history.begin(key, put);
        int segment = segment(key);
        SimulatedTopology in = origin.topology;
        send(
                origin,
                in.primary(segment),
                0,
                primary -> carryOut(primary, in, origin.id, key, put, () -> {
                    send(primary, origin.id, 0, back -> {
                        if (put && fault != Fault.FORGETS_WHAT_IT_WROTE) {
                            origin.copies.wrote(segment, key);
                        }
                        history.acknowledged(write);
                        acknowledged++;
                    });
                }));
    }

    /* A primary of another topology refuses; the writer would try again, which here is another write. */
    private void carryOut(
            SimulatedMember primary, SimulatedTopology in, int writer, long key, boolean put, Runnable reply) {
        int segment = segment(key);
        if (primary.topology.id() != in.id()) {
            return;
        }
        if (put && !primary.keys.contains(key)) {
            primary.subscribers.foretell(segment, key);
        }
        Set<Integer> backups = new HashSet<>(in.writeOwners(segment));
        backups.remove(primary.id);
        List<CompletableFuture<?>> parts = new ArrayList<>();
        for (int backup : backups) {
            CompletableFuture<Boolean> applied = new CompletableFuture<>();
            parts.add(applied);
            send(
                    primary,
                    backup,
                    0,
                    there -> apply(
                            there,
                            in.id(),
                            writer,
                            key,
                            put,
                            () -> send(there, primary.id, 0, back -> applied.complete(true))));
            forgiveIfGone(primary, backup, applied);
        }
        CompletableFuture<Void> replicated = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        if (random.nextBoolean()) {
            change(primary, key, put);
            settled(primary, segment, writer)
                    .thenCombine(replicated, (a, b) -> a)
                    .thenRun(reply);
        } else {
            primary.coming.add(key);
            replicated.thenRun(() -> commit(primary, in, writer, key, put, reply));
        }
    }

    /* As a primary does that writes for itself: when the backups have it. If owners have moved meanwhile it begins anew. */
    private void commit(
            SimulatedMember primary, SimulatedTopology in, int writer, long key, boolean put, Runnable reply) {
        primary.coming.remove(key);
        if (primary.topology.id() == in.id()) {
            change(primary, key, put);
            settled(primary, segment(key), writer).thenRun(reply);
        }
    }

    private CompletableFuture<Void> settled(SimulatedMember owner, int segment, int writer) {
        var unsettled = owner.subscribers.unsettled(segment, writer);
        return unsettled == null || fault == Fault.DOES_NOT_WAIT
                ? SimulatedMember.done()
                : unsettled.toCompletableFuture();
    }

    /* A backup waits until it knows the topology of the write, and takes one of the topology just before its own too. */
    private void apply(SimulatedMember backup, int topologyId, int writer, long key, boolean put, Runnable reply) {
        if (backup.topology.id() < topologyId) {
            time.after(MILLI, () -> backup.deliver(() -> apply(backup, topologyId, writer, key, put, reply)));
            return;
        }
        if (backup.topology.id() > topologyId + 1) {
            return;
        }
        change(backup, key, put);
        settled(backup, segment(key), writer).thenRun(reply);
    }

    /* As Infinispan does, a backup that has left is not waited for. */
    private void forgiveIfGone(SimulatedMember primary, int backup, CompletableFuture<Boolean> applied) {
        time.after(5 * MILLI, () -> {
            if (!applied.isDone() && !primary.dead) {
                if (primary.topology.members().contains(backup)) {
                    forgiveIfGone(primary, backup, applied);
                } else {
                    applied.complete(true);
                }
            }
        });
    }

    private static void change(SimulatedMember owner, long key, boolean put) {
        if (put) {
            owner.put(key);
            owner.subscribers.written(key);
        } else {
            owner.remove(key);
        }
    }

    private void read() {
        SimulatedMember reader = anyone();
        for (int i = 0; reader != null && i < 4; i++) {
            long key = random.nextInt(KEYS);
            int segment = segment(key);
            if (reader.topology.owners().get(segment).contains(reader.id)) {
                continue;
            }
            if (reader.copies.excludes(segment, key, reader.topology.id())) {
                absent++;
                if (!history.mayBeAbsent(key)) {
                    wrong.add("member " + reader.id + " at " + time.now() + " ns: key " + key + " is not absent");
                }
            } else if (!members.get(reader.topology.primary(segment)).keys.contains(key)) {
                reader.copies.missed(segment, 100_000);
            }
        }
    }

    private @Nullable SimulatedMember anyone() {
        List<SimulatedMember> running =
                members.values().stream().filter(SimulatedMember::runs).toList();
        return running.isEmpty() ? null : running.get(random.nextInt(running.size()));
    }

    /* ---- what happens to members ---- */

    private void fault() {
        SimulatedMember victim = anyone();
        if (victim == null || !latest.members().contains(victim.id)) {
            return;
        }
        switch (random.nextInt(5)) {
            case 0, 1 -> victim.pausedUntil = time.now() + random.nextInt((int) (150 * MILLI));
            case 2 -> lose(victim, () -> victim.dead = true);
            case 3 -> lose(victim, () -> victim.isolated = true);
            default -> join();
        }
    }

    private void lose(SimulatedMember victim, Runnable how) {
        if (changing || latest.members().size() <= MEMBERS - 1) {
            return;
        }
        changing = true;
        how.run();
        List<Integer> left = new ArrayList<>(latest.members());
        left.remove((Integer) victim.id);
        List<List<Integer>> owners = latest.owners().stream()
                .map(before -> before.stream().filter(left::contains).toList())
                .toList();
        time.after(random.nextInt((int) (30 * MILLI)), () -> {
            publish(new SimulatedTopology(latest.id() + 1, false, left, owners, nobody()));
            whenInstalled(this::rebalance);
        });
        time.after(400 * MILLI, () -> victim.dead = true);
    }

    private void join() {
        if (changing || latest.members().size() > MEMBERS + 1) {
            return;
        }
        changing = true;
        List<Integer> more = new ArrayList<>(latest.members());
        more.add(ids);
        create(ids++);
        publish(new SimulatedTopology(latest.id() + 1, false, more, latest.owners(), nobody()));
        whenInstalled(this::rebalance);
    }

    /* New owners take part in writes, then receive what is there, then own; each step once all know of the one before. */
    private void rebalance() {
        List<List<Integer>> target = SimulatedTopology.spread(latest.members(), SEGMENTS, random.nextInt(MEMBERS));
        publish(new SimulatedTopology(latest.id() + 1, false, latest.members(), latest.owners(), target));
        whenInstalled(() -> {
            SimulatedTopology moving = latest;
            time.after(5 * MILLI + random.nextInt((int) (80 * MILLI)), () -> {
                for (int segment = 0; segment < SEGMENTS; segment++) {
                    transfer(segment, moving);
                }
                publish(new SimulatedTopology(
                        latest.id() + 1, true, latest.members(), target, List.copyOf(moving.owners())));
                whenInstalled(() -> changing = false);
            });
        });
    }

    private void transfer(int segment, SimulatedTopology moving) {
        SimulatedMember source = members.get(moving.primary(segment));
        for (int owner : moving.joining().get(segment)) {
            SimulatedMember there = members.get(owner);
            there.keys.removeIf(
                    key -> segment(key) == segment && !source.keys.contains(key) && !source.coming.contains(key));
            source.keys.stream().filter(key -> segment(key) == segment).toList().forEach(there::put);
        }
    }

    private void publish(SimulatedTopology topology) {
        latest = topology;
        for (int id : topology.members()) {
            time.after(latency(), () -> {
                SimulatedMember member = members.get(id);
                member.deliver(() -> {
                    if (member.topology.id() < topology.id()) {
                        member.topology = topology;
                    }
                });
            });
        }
    }

    private void whenInstalled(Runnable action) {
        boolean all = latest.members().stream()
                .allMatch(id -> members.get(id).topology.id() == latest.id());
        if (all) {
            action.run();
        } else {
            time.after(MILLI, () -> whenInstalled(action));
        }
    }

    private void create(int id) {
        members.put(id, new SimulatedMember(id, this, 0.96 + random.nextDouble() * 0.08, latest));
    }

    private static List<List<Integer>> nobody() {
        List<List<Integer>> nobody = new ArrayList<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            nobody.add(List.of());
        }
        return nobody;
    }
}
