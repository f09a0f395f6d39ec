package io.spandrel.grid.consistency.simulation;

import static io.spandrel.grid.consistency.simulation.Network.MILLI;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.HintLimits;
import io.spandrel.grid.consistency.Hints;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.consistency.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One member: whom it sees, how it reads, and what it does by itself. What it does as a primary is in {@link SimulatedPrimary}. */
final class SimulatedMember extends SimulatedOwner {

    final List<SimulatedPrimary> primaries = new ArrayList<>();
    final Set<Id> view = new HashSet<>();
    Hints<Id, Integer> hints = noHints();

    private final Map<Id, Long> heardAt = new HashMap<>();
    private final Map<Id, Long> slowUntil = new HashMap<>();

    SimulatedMember(Id id, SimulatedCluster cluster, long skewMillis, List<SegmentConfig> configs) {
        super(id, cluster, skewMillis, configs);
        start();
    }

    @Override
    void start() {
        super.start();
        hints = noHints();
        heardAt.clear();
        slowUntil.clear();
        primaries.clear();
        for (int segment = 0; segment < SimulatedCluster.SEGMENTS; segment++) {
            primaries.add(new SimulatedPrimary(this, segment));
        }
        every(20 * MILLI, this::look);
        every(60 * MILLI, this::payDebts);
        every(100 * MILLI, this::upkeep);
    }

    <T> CompletableFuture<T> call(Id to, Function<SimulatedMember, T> handler) {
        return cluster.network.call(
                this, cluster.member(to), there -> CompletableFuture.completedFuture(handler.apply(there)));
    }

    <T> CompletableFuture<T> callLong(Id to, Function<SimulatedMember, CompletableFuture<T>> handler) {
        return cluster.network.call(this, cluster.member(to), false, 4 * Network.CALL_TIMEOUT, handler);
    }

    private static Hints<Id, Integer> noHints() {
        return new Hints<>(new HintLimits(20, 30, 1_000_000, Duration.ofMillis(1_500)), key -> 8);
    }

    private void look() {
        for (SimulatedMember other : cluster.members()) {
            if (other == this || (other.running() && !other.paused() && cluster.network.reaches(other.id, id))) {
                heardAt.put(other.id, millis());
            }
        }
        view.clear();
        heardAt.forEach((member, at) -> {
            if (millis() - at < 120) {
                view.add(member);
                hints.seen(member, millis());
            }
        });
    }

    boolean slow(Id member) {
        return slowUntil.getOrDefault(member, 0L) > millis();
    }

    void wasSlow(Id member) {
        slowUntil.put(member, millis() + 100);
    }

    void answered(Id member) {
        slowUntil.remove(member);
    }

    /** Who it takes for the primary of a segment: the first owner it sees, rather not one that leaves. */
    Id primary(int segment) {
        ExpectedOwners<Id> owners = configs.get(segment).owners();
        return owners.all().stream()
                .filter(view::contains)
                .min(Comparator.comparing(owner -> cluster.member(owner).leaving))
                .orElse(owners.current().iterator().next());
    }

    /** Reads at the level of a majority. */
    CompletableFuture<State> read(int key) {
        int segment = SimulatedCluster.segment(key);
        SegmentConfig config = configs.get(segment);
        List<Id> order = new ArrayList<>(config.owners().all());
        Collections.shuffle(order, cluster.random);
        order.sort(Comparator.comparing(owner -> !view.contains(owner)));
        ReadRound<Id> round = new ReadRound<>(config.owners(), ConsistencyLevel.QUORUM, order);
        Map<Digest, State> found = new HashMap<>();
        CompletableFuture<State> result = new CompletableFuture<>();
        round.result().whenComplete((read, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (read.established() && !read.undecided()) {
                result.complete(found.get(read.newest()));
            } else if (cluster.blockingRepair || read.undecided()) {
                settle(key).whenComplete((settled, why) -> {
                    if (why == null) {
                        result.complete(settled.state());
                    } else {
                        result.completeExceptionally(why);
                    }
                });
            } else {
                settle(key);
                result.complete(found.get(read.newest()));
            }
        });
        round.start().forEach(owner -> ask(owner, key, config, round, found, result));
        return result;
    }

    private void ask(
            Id owner,
            int key,
            SegmentConfig config,
            ReadRound<Id> round,
            Map<Digest, State> found,
            CompletableFuture<State> result) {
        call(owner, there -> there.onRead(key, config)).whenComplete((told, failure) -> {
            if (told != null && told.config().newerThan(config)) {
                adopt(SimulatedCluster.segment(key), told.config());
                result.completeExceptionally(new IllegalStateException("other owners"));
            } else if (told != null && told.owner()) {
                found.put(told.state().digest(), told.state());
                round.answered(owner, told.state().digest());
            } else {
                round.unreachable(owner).forEach(next -> ask(next, key, config, round, found, result));
            }
        });
    }

    /** Has the primary see to it that all owners of a key agree. */
    CompletableFuture<KeyRepair.Settled> settle(int key) {
        int segment = SimulatedCluster.segment(key);
        return callLong(primary(segment), there -> there.primaries.get(segment).settle(key));
    }

    private void payDebts() {
        hints.expire(millis());
        if (cluster.mutation == Mutation.NO_HINTS) {
            hints = noHints();
        }
        for (SimulatedMember owed : cluster.members()) {
            Id member = owed.id;
            if (cluster.gone(member) && !owed.running()) {
                hints.forget(member);
            } else if (view.contains(member)) {
                hints.batch(member, 4, 1_000, millis())
                        .forEach(hint ->
                                settle(hint.key()).whenComplete((settled, failure) -> pay(member, hint, settled)));
                repair(member);
            }
        }
    }

    /* What was owed and not remembered may be in any segment of that member. */
    private void repair(Id member) {
        long mark = hints.needsRepair(member);
        if (mark == 0) {
            return;
        }
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (int segment = 0; segment < SimulatedCluster.SEGMENTS; segment++) {
            int one = segment;
            if (configs.get(segment).owners().all().contains(member)) {
                all = callLong(
                                primary(segment),
                                there -> there.primaries.get(one).compare())
                        .thenCombine(all, Boolean::logicalAnd);
            }
        }
        all.thenAccept(complete -> {
            if (complete) {
                hints.repaired(member, mark);
            }
        });
    }

    private void pay(Id member, Hints.Hint<Integer> hint, KeyRepair.Settled settled) {
        if (settled == null) {
            hints.failed(member, hint.key());
        } else if (settled.complete() && arrivesNoMore(hint.version())) {
            /* All owners have been asked: what is newer than this is nowhere, nor under way. */
            hints.settle(member, hint.key(), Math.max(hint.version(), settled.version()));
        } else if (settled.holders().contains(member)) {
            hints.settle(member, hint.key(), settled.version());
        } else {
            hints.failed(member, hint.key());
        }
    }

    private boolean arrivesNoMore(long version) {
        return wallMillis() - Version.millis(version) > MESSAGE_MAX_MILLIS + 2 * DRIFT_MAX_MILLIS;
    }

    private void upkeep() {
        gossip();
        tombstones.sweep(millis());
        expire();
        for (int segment = 0; segment < SimulatedCluster.SEGMENTS; segment++) {
            if (owns(segment) && primary(segment).equals(id)) {
                primaries.get(segment).upkeep();
            } else {
                purgeCompared(segment);
            }
        }
    }

    private void purgeCompared(int segment) {
        tombstones
                .purgeable(segment, SimulatedCluster.KEYS, millis())
                .forEach(delete -> tombstones.purge(segment, delete));
    }

    /* Who owns what gets around, also to those that missed it. */
    private void gossip() {
        List<Id> others = new ArrayList<>(new TreeSet<>(view));
        if (!others.isEmpty()) {
            List<SegmentConfig> known = List.copyOf(configs);
            call(others.get(cluster.random.nextInt(others.size())), there -> {
                for (int segment = 0; segment < known.size(); segment++) {
                    there.adopt(segment, known.get(segment));
                }
                return true;
            });
        }
    }

    @Override
    void cleared(int segment, long version) {
        hints.cleared(key -> SimulatedCluster.segment(key) == segment, version);
    }
}
