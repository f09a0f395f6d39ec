package io.spandrel.grid.infinispan.tombstone;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.consistency.Confirmation;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.deletes.Deletes;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.infinispan.commons.time.TimeService;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks owners for the deletes they have, and purges those that all have had for longer than grace. Runs at an interval, one
 * question at a time, and leaves as much time as each took until the next. Thread-safe.
 */
@Scope(Scopes.NAMED_CACHE)
public final class DeletesSweep implements AutoCloseable {

    /*
     * The primary asks all expected owners, and who lacks a delete gets it with the question. A backup offers the primary what
     * that has not asked for: a delete that only backups took, or one whose purge did not reach all. So every delete is known
     * to a primary in the end, and is purged by it.
     *
     * The primary forgets a delete itself when all others have: if one did not hear of it, it is told again.
     */
    private static final int BATCH = 256;

    private final LocalMember member;
    private final String cache;
    private final Deletes deletes;
    private final DeletesTransfer transfer;
    private final KeyBytes keyBytes;
    private final Duration timeout;
    private final Duration interval;
    private final Timers timers;

    /** Who was expected, the primary first, when a segment was last looked at; only the running sweep uses it. */
    private final Map<Integer, List<Address>> askedLast = new HashMap<>();

    private volatile Map<Address, Long> blockers = Map.of();
    private volatile long blocked;
    private volatile long oldest = Version.NONE;
    private volatile boolean closed;

    @Inject
    DistributionManager distribution;

    @Inject
    LocalTopologyManager topologies;

    @Inject
    TimeService time;

    /**
     * @param timeout how long owners are waited for
     * @param interval from the end of a sweep to the next
     */
    @SuppressWarnings("NullAway.Init")
    DeletesSweep(
            LocalMember member,
            String cache,
            Deletes deletes,
            DeletesTransfer transfer,
            KeyBytes keyBytes,
            Duration timeout,
            Duration interval,
            Timers timers) {
        this.member = member;
        this.cache = cache;
        this.deletes = deletes;
        this.transfer = transfer;
        this.keyBytes = keyBytes;
        this.timeout = timeout;
        this.interval = interval;
        this.timers = timers;
    }

    /** Sweeps from now on, first when the interval is over. */
    void start() {
        timers.schedule(this::run, interval);
    }

    private void run() {
        if (!closed) {
            CompletableFuture.completedFuture(null)
                    .thenCompose(begin -> sweep())
                    .whenComplete((done, failure) -> {
                        if (failure != null && !closed) {
                            LOG.deletesNotSwept(cache, failure);
                        }
                        start();
                    });
        }
    }

    /** Ends the sweep that runs before its next question; there is none any more. */
    @Override
    public void close() {
        closed = true;
    }

    /** Owners without which deletes could not be confirmed or purged in the last sweep, and how many. */
    Map<Address, Long> blockers() {
        return blockers;
    }

    /** How many deletes could not be confirmed or purged in the last sweep. */
    long blocked() {
        return blocked;
    }

    /** The version of the oldest delete that the last sweep has left; {@code Version.NONE}: there was none. */
    long oldest() {
        return oldest;
    }

    private CompletionStage<Void> sweep() {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        CacheTopology stable = topologies.getStableCacheTopology(cache);
        if (topology == null) {
            return CompletableFuture.completedFuture(null);
        }
        deletes.sweep(now());
        transfer.dropForeign();
        Missed missed = new Missed();
        return Flowable.range(0, topology.getNumSegments())
                .filter(topology::isSegmentWriteOwner)
                .concatMapCompletable(segment -> segment(new Turn(topology, stable, segment, missed)))
                .doOnComplete(() -> {
                    blockers = Map.copyOf(missed.owners);
                    blocked = missed.deletes;
                    oldest = deletes.tombstones().oldest();
                })
                .toCompletionStage(null);
    }

    private Completable segment(Turn turn) {
        List<Address> asked = new ArrayList<>(List.of(turn.primary()));
        asked.addAll(turn.owners().all());
        if (!asked.equals(askedLast.put(turn.segment, asked))) {
            deletes.ownersChanged(turn.segment);
        }
        List<Delete<Object>> unconfirmed = deletes.unconfirmed(turn.segment);
        return turn.mine()
                ? batches(unconfirmed, batch -> confirm(turn, batch))
                        .andThen(Completable.defer(
                                () -> batches(deletes.purgeable(turn.segment, now()), batch -> purge(turn, batch))))
                : batches(unconfirmed, batch -> offer(turn, batch));
    }

    private interface Step {
        CompletionStage<Void> take(List<Delete<Object>> batch);
    }

    private Completable batches(List<Delete<Object>> all, Step step) {
        return Flowable.fromIterable(all).buffer(BATCH).concatMapCompletable(batch -> paced(() -> step.take(batch)));
    }

    private Completable paced(Supplier<CompletionStage<Void>> step) {
        if (closed) {
            return Completable.complete();
        }
        long start = timers.nanoTime();
        CompletableFuture<Void> rested = new CompletableFuture<>();
        return Completable.fromCompletionStage(step.get())
                .doOnComplete(
                        () -> timers.schedule(() -> rested.complete(null), Duration.ofNanos(timers.nanoTime() - start)))
                .andThen(Completable.fromCompletionStage(rested));
    }

    private CompletionStage<Void> confirm(Turn turn, List<Delete<Object>> batch) {
        Confirmation<Address, Object> confirmation = new Confirmation<>(turn.owners(), batch);
        confirmation.answered(member.peers().self(), batch);
        return ask(turn.others(), confirmCommand(turn, batch)).thenAccept(answers -> {
            for (Address owner : turn.others()) {
                ConfirmCommand.Reply reply = answers.get(owner);
                List<Delete<Object>> has = reply == null
                        ? List.of()
                        : reply.has().stream().map(batch::get).toList();
                confirmation.answered(owner, has);
                turn.missed(owner, batch.size() - has.size());
            }
            turn.blocked(batch.size() - confirmation.confirmed().size());
            if (distribution.getCacheTopology().getTopologyId() == turn.topology.getTopologyId()) {
                confirmation.confirmed().forEach(delete -> deletes.confirmed(turn.segment, delete, now()));
            }
        });
    }

    private CompletionStage<Void> offer(Turn turn, List<Delete<Object>> batch) {
        Address primary = turn.primary();
        return ask(List.of(primary), confirmCommand(turn, batch)).thenAccept(answers -> {
            ConfirmCommand.Reply reply = answers.get(primary);
            if (reply != null) {
                reply.has().forEach(i -> deletes.confirmed(turn.segment, batch.get(i), now()));
            }
        });
    }

    private ConfirmCommand confirmCommand(Turn turn, List<Delete<Object>> batch) {
        return new ConfirmCommand(
                cache,
                turn.topology.getTopologyId(),
                turn.segment,
                keyBytes.write(batch.stream().map(Delete::key).toList()),
                batch.stream().map(Delete::version).toList());
    }

    /** What they answered; null for those that did not. */
    private CompletionStage<Map<Address, ConfirmCommand.@Nullable Reply>> ask(
            List<Address> owners, ConfirmCommand command) {
        List<Address> there =
                owners.stream().filter(member.peers().view()::contains).toList();
        return member.peers()
                .ask(there, command, ConfirmCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    Map<Address, ConfirmCommand.@Nullable Reply> replies = new HashMap<>();
                    answers.forEach((owner, answer) -> replies.put(owner, answer.value()));
                    return replies;
                });
    }

    private CompletionStage<Void> purge(Turn turn, List<Delete<Object>> batch) {
        List<Address> others = turn.others();
        if (!member.peers().view().containsAll(others)) {
            others.stream()
                    .filter(owner -> !member.peers().view().contains(owner))
                    .forEach(owner -> turn.missed(owner, batch.size()));
            turn.blocked(batch.size());
            return CompletableFuture.completedFuture(null);
        }
        PurgeCommand command = new PurgeCommand(
                cache,
                turn.topology.getTopologyId(),
                turn.segment,
                keyBytes.write(batch.stream().map(Delete::key).toList()),
                batch.stream().map(Delete::version).toList());
        return member.peers().ask(others, command, Boolean.class, timeout).thenAccept(answers -> {
            boolean all = true;
            for (Address owner : others) {
                Answer<Boolean> answer = answers.get(owner);
                if (answer == null || !Boolean.TRUE.equals(answer.value())) {
                    turn.missed(owner, batch.size());
                    all = false;
                }
            }
            if (all) {
                batch.forEach(delete -> deletes.purge(turn.segment, delete));
            } else {
                turn.blocked(batch.size());
            }
        });
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(time.time());
    }

    /** What a sweep could not do; one step of it at a time changes it. */
    private static final class Missed {
        private final Map<Address, Long> owners = new HashMap<>();
        private long deletes;
    }

    /** A segment in a sweep. */
    private static final class Turn {

        private final LocalizedCacheTopology topology;
        private final int segment;
        private final Missed missed;
        private final ExpectedOwners<Address> owners;

        Turn(LocalizedCacheTopology topology, @Nullable CacheTopology stable, int segment, Missed missed) {
            this.topology = topology;
            this.segment = segment;
            this.missed = missed;
            Set<Address> now =
                    new LinkedHashSet<>(topology.getSegmentDistribution(segment).writeOwners());
            List<Address> expected =
                    stable == null ? List.of() : stable.getCurrentCH().locateOwnersForSegment(segment);
            this.owners = expected.isEmpty()
                    ? ExpectedOwners.of(now)
                    : ExpectedOwners.of(expected).movingTo(now);
        }

        ExpectedOwners<Address> owners() {
            return owners;
        }

        boolean mine() {
            return topology.getSegmentDistribution(segment).isPrimary();
        }

        Address primary() {
            return topology.getSegmentDistribution(segment).primary();
        }

        List<Address> others() {
            return owners.all().stream()
                    .filter(owner -> !owner.equals(topology.getLocalAddress()))
                    .toList();
        }

        void missed(Address owner, long count) {
            if (count > 0) {
                missed.owners.merge(owner, count, Long::sum);
            }
        }

        void blocked(long count) {
            missed.deletes += count;
        }
    }
}
