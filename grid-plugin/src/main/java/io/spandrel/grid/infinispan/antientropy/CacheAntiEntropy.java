package io.spandrel.grid.infinispan.antientropy;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.AntiEntropyConfiguration;
import io.spandrel.configuration.AntiEntropyMode;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.antientropy.ComparedSegments;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Pace;
import io.spandrel.grid.negativelookup.Timers;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateTransferLock;
import org.jspecify.annotations.Nullable;

/**
 * Compares the segments of a cache whose primary this member is with their other owners: at an interval, when it joins, when members
 * come together again, when one is lost, and on request. One comparison runs at a time. Thread-safe.
 */
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class CacheAntiEntropy implements AutoCloseable {

    /*
     * While owners move nothing is compared: who is given a segment lacks what has not arrived yet. An owner that is in another
     * topology does not answer; members install a topology one after the other, so the comparison is made again soon.
     */
    private static final Duration UNTIL_OWNERS_STAY = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 10;

    private static final int SUSPECTS_MAX = 16_384;

    static final String INTERVAL = "interval";
    public static final String REQUEST = "request";
    public static final String CHECK = "check";
    static final String REJOIN = "rejoin";
    static final String LOSS = "loss";

    private final LocalMember member;
    private final String cache;
    private final Duration interval;
    private final boolean repairing;
    private final Timers timers;
    private final Pace pace;
    private final RunTally tally;
    private final OwnContents own;
    private final OwnersRun.Parts parts;
    private final OwnersRun.Parts checkParts;
    private final AtomicReference<@Nullable CacheAntiEntropy> timed = new AtomicReference<>();

    /** Why owners are to be compared when the next topology is installed; null: there is no reason. */
    private volatile @Nullable String due;

    private volatile @Nullable Instant next;

    private volatile long throttle;

    private boolean busy;
    private @Nullable String again;
    private @Nullable CompletableFuture<Void> pause;
    private boolean closed;

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    @SuppressWarnings("NullAway.Init")
    CacheAntiEntropy(LocalMember member, CacheContext context, AntiEntropyConfiguration settings, Timers timers) {
        this.member = member;
        this.cache = context.cacheName();
        this.interval = settings.interval();
        this.repairing = settings.mode() == AntiEntropyMode.REPAIR;
        this.timers = timers;
        this.throttle = settings.throttle();
        this.pace = new Pace(timers, settings.throttle());
        this.tally = new RunTally(member.clock());
        this.own = new OwnContents(member, context);
        this.parts = parts(context, settings, repairing);
        this.checkParts = parts(context, settings, false);
    }

    private OwnersRun.Parts parts(CacheContext context, AntiEntropyConfiguration settings, boolean repairs) {
        return new OwnersRun.Parts(
                own,
                new OtherOwners(member, context, pace),
                timers,
                settings.bucketSize(),
                SUSPECTS_MAX,
                evicts(context.configuration()),
                new KeyRepair(member, context, pace, tally, repairs));
    }

    /** Whether owners may hold different entries because each evicts its own, and keeps them nowhere. */
    private static boolean evicts(Configuration configuration) {
        boolean bounded = configuration.memory().isEvictionEnabled()
                || configuration.module(GridCacheConfiguration.class).eviction() != null;
        return bounded && !configuration.persistence().usingStores();
    }

    /** Compares from now on, first when the interval is over. */
    void start() {
        if (!interval.isZero()) {
            timed.set(this);
            afterInterval();
        }
    }

    /* The timer must not keep a cache that has stopped: an interval is long. */
    private void afterInterval() {
        AtomicReference<@Nullable CacheAntiEntropy> owner = timed;
        next = member.clock().instant().plus(interval);
        timers.schedule(() -> intervalOver(owner), interval);
    }

    private static void intervalOver(AtomicReference<@Nullable CacheAntiEntropy> owner) {
        CacheAntiEntropy comparing = owner.get();
        if (comparing != null) {
            comparing.request(INTERVAL);
            comparing.afterInterval();
        }
    }

    /* Infinispan says who owns what after the merge only some time later, and says nothing if that stays as it was. */
    @Merged
    public void merged(MergeEvent event) {
        due = REJOIN;
        request(REJOIN);
    }

    /*
     * A new owner gets a segment from one of the former ones. Where an owner is lost that one may not have had all that a majority
     * had acknowledged: so they are compared, and once more when the new one has what it was given.
     */
    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        if (event.isPre()) {
            return;
        }
        ConsistentHash before = event.getWriteConsistentHashAtStart();
        ConsistentHash after = event.getWriteConsistentHashAtEnd();
        String now = lost(before, after) ? LOSS : joins(before, after) ? REJOIN : null;
        String reason = now == null ? due : now;
        if (reason != null) {
            due = now != null || distribution.getCacheTopology().getPendingCH() != null ? reason : null;
            request(reason);
        }
    }

    private boolean lost(ConsistentHash before, ConsistentHash after) {
        return before.getMembers().stream()
                .anyMatch(owner -> !owner.equals(self()) && !after.getMembers().contains(owner));
    }

    /* Who joins owns everything in its own eyes until the others tell it who does. It may have brought a store. */
    private boolean joins(ConsistentHash before, ConsistentHash after) {
        return before.getMembers().equals(List.of(self()))
                && !after.getMembers().contains(self());
    }

    private Address self() {
        return member.peers().self();
    }

    /**
     * Compares as soon as may be; once more if a comparison is under way. A check only reports, so it takes the place of no
     * other that is due.
     */
    public void request(String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (busy) {
                again = again != null && reason.equals(CHECK) ? again : reason;
                return;
            }
            busy = true;
        }
        timers.execute(() -> begin(reason, 1));
    }

    private void begin(String reason, int attempt) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        if (isClosed()) {
            return;
        }
        if (topology == null || topology.getPendingCH() != null) {
            timers.schedule(() -> begin(reason, attempt), UNTIL_OWNERS_STAY);
            return;
        }
        OwnersRun run = new OwnersRun(reason.equals(CHECK) ? checkParts : parts, topology, tally);
        CompletableFuture.completedFuture(null)
                .thenCompose(now -> run.run(reason, this::next))
                .whenComplete((done, failure) -> {
                    boolean again = failure == null && (run.missed() || attempt == 1 && run.worthAgain());
                    if (again && attempt < ATTEMPTS) {
                        tally.ends(null);
                        timers.schedule(() -> begin(reason, attempt + 1), UNTIL_OWNERS_STAY);
                    } else {
                        ended(failure);
                    }
                });
    }

    private void ended(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : CompletableFutures.extractException(failure);
        tally.ends(cause == null ? null : String.valueOf(cause.getMessage()));
        String next;
        synchronized (this) {
            if (cause != null && !closed) {
                LOG.ownersNotCompared(cache, cause);
            }
            busy = false;
            next = again;
            again = null;
        }
        if (next != null) {
            request(next);
        }
    }

    /** Completes when the comparison may go on; fails if it is to end. */
    private synchronized CompletionStage<Void> next() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the cache stops"));
        }
        return pause == null ? CompletableFuture.completedFuture(null) : pause;
    }

    /** Has comparisons go on at another rate, the one that is under way too. */
    void throttle(long bytesPerSecond) {
        throttle = bytesPerSecond;
        pace.throttle(bytesPerSecond);
    }

    /** Has comparisons wait, the one that is under way too. */
    public synchronized void pause() {
        if (pause == null && !closed) {
            pause = new CompletableFuture<>();
        }
    }

    /** Ends what {@link #pause} began. */
    public void resume() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = pause;
            pause = null;
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Ends the comparison that is under way before its next batch; there is none any more. */
    @Override
    public void close() {
        timed.set(null);
        synchronized (this) {
            closed = true;
            again = null;
        }
        resume();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean isPaused() {
        return pause != null;
    }

    /** What this member holds, for an owner that asks in a topology; null: owners are others by now. */
    CompletionStage<@Nullable OwnContents> contents(int topologyId) {
        return topologies
                .topologyFuture(topologyId)
                .thenApply(installed -> distribution.getCacheTopology().getTopologyId() == topologyId ? own : null);
    }

    /** When this member's segments were found equal on all owners. */
    ComparedSegments compared() {
        return own.compared();
    }

    /** Whether all segments of this member were, in comparisons that began after a moment. */
    boolean comparedSince(long moment) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        return own.compared()
                .since(
                        moment,
                        IntStream.range(0, topology.getNumSegments())
                                .filter(topology::isSegmentWriteOwner)
                                .toArray());
    }

    public AntiEntropyReport report() {
        RunTally.Schedule schedule = new RunTally.Schedule(next, interval, throttle);
        return tally.report(isPaused(), repairing, schedule, pace.bytes());
    }
}
