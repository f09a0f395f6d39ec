package io.spandrel.grid.negativelookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side of subscriptions: who holds a copy of which segment's filter, and what they have to be told before a
 * write may be acknowledged.
 *
 * <p>Thread-safe. Costs two volatile reads a write as long as nobody subscribes.
 *
 * @param <M> a member
 * @param <C> a filter's content
 */
public final class Subscribers<M, C> {

    /*
     * Promise: once a put is acknowledged, no get that begins later is answered "absent" anywhere, until the key is
     * removed. Let the put of k have been carried out by owner P in topology T, and let S answer a later get from a copy.
     *
     *   S's copy is P's, of T. k came to P inside a change of P's filter. S was taken into the list before its copy was
     *   made, so either the copy has k, or the list had S when k came, and S was told. The put is acknowledged only after
     *   the session's batches until then are settled: S has put k into its copy (or, if the copy was still on its way,
     *   next to it), or S holds nothing of that session, or its lease is over; it has none in which it can be renewed.
     *   A put of a key that is there already waits likewise, since it may be there by a put that is not settled yet.
     *
     *   S itself has put k. Then nobody waits for S's confirmation: before it tells of success it puts k into its copy, and
     *   next to one that is on its way. A copy it asks for later is made when k has come. It is told all the same, and puts
     *   of k by others wait for that, because S's own put may fail at S and yet be carried out here.
     *
     *   k was foretold, before the write began. Then S was told unless it was taken in since, anew or again, and the
     *   count of those taken in shows that: it is raised after the list and before the copy is made, and foretelling
     *   reads it before the list.
     *
     *   S's copy is of an older topology. The acknowledgement waits for the fence of a topology not older than T.
     *   After it no copy older than the fence is in use.
     *
     *   S's copy is of a newer topology T'. Then P' made it as the primary of T'. If the write reached P' before the copy
     *   was made, the copy has k. If later, then as a backup's part of the write, which P' acknowledges no sooner than
     *   any other write, and without which the put is not acknowledged.
     *
     * A get that began before the acknowledgement may say "absent": the two are concurrent. What leaves a filter is not
     * told; a copy only ever has too much, and its subscriber asks for a new one when that shows.
     *
     * Lock order: a segment's filter, this, a session. A filter is never asked for anything with a lock held.
     */
    private static final int BATCH_MAX = 16_384;

    private final M self;
    private final SubscriptionPeers<M, C> peers;
    private final Timers timers;
    private final Lease lease;
    private final Supplier<Topology<M>> topology;
    private final IntFunction<@Nullable C> contents;
    private final AtomicReferenceArray<@Nullable List<GrantedSession<M>>> bySegment;

    /** How often a subscription was taken in, by segment. */
    private final AtomicLongArray admissions;

    /** Keys told before they came, by hash; of writes that are being carried out. */
    private final Map<Long, Foretold> foretold = new ConcurrentHashMap<>();

    private final Map<M, GrantedSession<M>> sessions = new HashMap<>();

    /** The highest session each member has begun in this topology: what is over is never taken up again. */
    private final Map<M, Long> begun = new HashMap<>();

    /** Until when members may use what was granted in older topologies. */
    private final Map<M, Long> retired = new HashMap<>();

    /** When members left that may have granted something to each other. */
    private final Map<M, Long> departures = new HashMap<>();

    private final LongAdder announced = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private Set<M> members;
    private int floor;
    private volatile Fence<M> fence;
    private volatile int registrations;

    /**
     * @param contents reads the content of a segment's filter; null while it is not complete
     */
    public Subscribers(
            M self,
            int segments,
            SubscriptionPeers<M, C> peers,
            Timers timers,
            Lease lease,
            Supplier<Topology<M>> topology,
            IntFunction<@Nullable C> contents) {
        this.self = self;
        this.peers = peers;
        this.timers = timers;
        this.lease = lease;
        this.topology = topology;
        this.contents = contents;
        this.bySegment = new AtomicReferenceArray<>(segments);
        this.admissions = new AtomicLongArray(segments);
        this.members = Set.of();
        this.floor = Integer.MIN_VALUE;
        this.fence = new Fence<>(self, Integer.MIN_VALUE, lease.guard(), timers, Map.of());
    }

    /** Takes a subscriber in and answers with the filter's content; null: not now. */
    public @Nullable C subscribe(M member, Subscription subscription) {
        /* Without content it stays listed until the subscriber unsubscribes: an older copy of its may be in use. */
        return admit(member, subscription) ? contents.apply(subscription.segment()) : null;
    }

    /** Lets a subscriber use its copies a while longer; false: never again in that session. */
    public boolean renew(M member, long id) {
        GrantedSession<M> session = renewed(member, id);
        if (session != null) {
            session.flush();
        }
        return session != null;
    }

    private synchronized @Nullable GrantedSession<M> renewed(M member, long id) {
        GrantedSession<M> session = sessions.get(member);
        return session != null
                        && session.id() == id
                        && session.topologyId() >= floor
                        && session.topologyId() == topology.get().id()
                        && session.renew()
                ? session
                : null;
    }

    /** Takes a subscription out. */
    public synchronized void unsubscribe(M member, Subscription subscription) {
        GrantedSession<M> session = sessions.get(member);
        if (session != null && session.id() == subscription.session() && session.unsubscribe(subscription)) {
            unlist(subscription.segment(), session);
        }
    }

    /** Grants nothing of older topologies any more, and says what may still be in use of it; see {@link SubscriptionPeers#fence}. */
    public synchronized Map<M, Long> raiseFloor(int topologyId) {
        floor = Math.max(floor, topologyId);
        for (GrantedSession<M> session : sessions.values()) {
            if (session.topologyId() < floor) {
                session.condemn();
                retired.merge(session.member(), timers.nanoTime() + session.remaining(), Math::max);
            }
        }
        Map<M, Long> remaining = new HashMap<>();
        retired.forEach((member, until) -> remaining.put(member, until - timers.nanoTime()));
        remaining.values().removeIf(nanos -> nanos <= 0);
        retired.keySet().retainAll(remaining.keySet());
        return remaining;
    }

    /** Whether {@link #unsettled} would be null for every segment in that topology. */
    public boolean quiet(int topologyId) {
        Fence<M> last = fence;
        return registrations == 0 && last.topologyId() >= topologyId && last.isDone();
    }

    /**
     * What a write to a segment has to wait for, asked after the write was carried out here; null: for nothing. Completes
     * within little more than two leases, and never exceptionally.
     *
     * @param writer who puts the written key into its own copies before it tells of success, see {@link
     *     FilterCopies#wrote}; null: nobody does
     */
    public @Nullable CompletionStage<Void> unsettled(int segment, @Nullable M writer) {
        /* The list before the fence: who finds the list emptied by a new fence must find the fence. */
        List<GrantedSession<M>> told = registrations == 0 ? null : bySegment.get(segment);
        CompletionStage<Void> wait = null;
        if (told != null) {
            for (GrantedSession<M> session : told) {
                CompletionStage<Void> one = session.unsettled();
                wait = session.member().equals(writer) ? wait : both(wait, one);
            }
        }
        Fence<M> last = fenceOf(topology.get());
        wait = both(wait, last.isDone() ? null : last.done());
        if (wait != null) {
            waits.increment();
        }
        return wait;
    }

    /** Whether anybody is to be told of a segment's keys. */
    public boolean isSubscribed(int segment) {
        return registrations != 0 && bySegment.get(segment) != null;
    }

    /**
     * A key that a segment lacks is about to be written. The subscribers are told while the write is carried out, and not
     * again when the key comes. {@link #written} must follow.
     */
    public void foretell(int segment, long hash) {
        long before = admissions.get(segment);
        List<GrantedSession<M>> told = bySegment.get(segment);
        if (told != null) {
            tell(told, segment, hash);
            told.forEach(GrantedSession::flush);
            foretold.put(hash, new Foretold(segment, before));
        }
    }

    /** The write of a key that was foretold has ended, well or not. */
    public void written(long hash) {
        foretold.remove(hash);
    }

    /**
     * A key is new in a segment, or is again. To be called inside the change of the segment's filter: after the filter has
     * the hash, before the key can be read. Sends nothing itself.
     */
    public void appeared(int segment, long hash) {
        List<GrantedSession<M>> told = registrations == 0 ? null : bySegment.get(segment);
        if (told != null && !new Foretold(segment, admissions.get(segment)).equals(foretold.get(hash))) {
            tell(told, segment, hash);
        }
    }

    private void tell(List<GrantedSession<M>> told, int segment, long hash) {
        for (GrantedSession<M> session : told) {
            session.tell(segment, hash);
            announced.increment();
        }
    }

    /** The filter of a segment says nothing any more, and so do its copies. Sends nothing itself. */
    public void ended(int segment) {
        List<GrantedSession<M>> told = bySegment.get(segment);
        if (told != null) {
            told.forEach(session -> session.tellEnded(segment));
        }
    }

    /** The cache has stopped here: nothing is waited for any more. */
    public void stop() {
        List<GrantedSession<M>> all;
        synchronized (this) {
            all = List.copyOf(sessions.values());
        }
        all.forEach(GrantedSession::over);
        fence.end();
    }

    public synchronized Figures figures() {
        return new Figures(sessions.size(), registrations, announced.sum(), waits.sum());
    }

    private synchronized boolean admit(M member, Subscription subscription) {
        Topology<M> now = topology.get();
        int segment = subscription.segment();
        if (now.id() != subscription.topologyId()
                || now.id() < floor
                || !now.stable()
                || !now.members().contains(member)
                || !self.equals(now.primary(segment))) {
            return false;
        }
        fenceOf(now);
        GrantedSession<M> session = session(member, subscription);
        if (session == null || !session.subscribe(subscription)) {
            return false;
        }
        list(segment, session);
        admissions.incrementAndGet(segment);
        return true;
    }

    private @Nullable GrantedSession<M> session(M member, Subscription subscription) {
        GrantedSession<M> session = sessions.get(member);
        if (session != null && session.id() == subscription.session()) {
            return session;
        }
        if (begun.getOrDefault(member, Long.MIN_VALUE) >= subscription.session()) {
            return null;
        }
        if (session != null) {
            timers.execute(session::over);
        }
        begun.put(member, subscription.session());
        GrantedSession<M> fresh = new GrantedSession<>(
                member,
                subscription.session(),
                subscription.topologyId(),
                peers,
                timers,
                lease.guard(),
                BATCH_MAX,
                this::forget);
        sessions.put(member, fresh);
        return fresh;
    }

    private Fence<M> fenceOf(Topology<M> now) {
        Fence<M> last = fence;
        return last.topologyId() >= now.id() ? last : raiseFence(now);
    }

    /* The new fence before the emptied list; see unsettled(). */
    private Fence<M> raiseFence(Topology<M> now) {
        Fence<M> raised;
        Set<M> asked;
        int departed;
        synchronized (this) {
            if (fence.topologyId() >= now.id()) {
                return fence;
            }
            asked = new HashSet<>(now.members());
            departed = departed(asked);
            members = asked;
            raised = new Fence<>(self, now.id(), lease.guard(), timers, raiseFloor(now.id()));
            fence = raised;
            List<GrantedSession<M>> old = List.copyOf(sessions.values());
            sessions.clear();
            begun.clear();
            for (int segment = 0; segment < bySegment.length(); segment++) {
                bySegment.set(segment, null);
            }
            registrations = 0;
            for (GrantedSession<M> session : old) {
                session.supersede(raised.done());
            }
        }
        Collection<M> others = new ArrayList<>(asked);
        others.remove(self);
        raised.ask(others, departed, peers);
        return raised;
    }

    /** How many members have left within the last two leases. */
    private int departed(Set<M> now) {
        long time = timers.nanoTime();
        long memory = 2 * lease.guard().toNanos();
        departures.values().removeIf(at -> time - at > memory);
        for (M member : members) {
            if (!now.contains(member)) {
                departures.put(member, time);
            }
        }
        return departures.size();
    }

    private void list(int segment, GrantedSession<M> session) {
        List<GrantedSession<M>> listed = bySegment.get(segment);
        if (listed == null) {
            bySegment.set(segment, List.of(session));
            registrations++;
        } else if (!listed.contains(session)) {
            List<GrantedSession<M>> longer = new ArrayList<>(listed);
            longer.add(session);
            bySegment.set(segment, List.copyOf(longer));
            registrations++;
        }
    }

    private void unlist(int segment, GrantedSession<M> session) {
        List<GrantedSession<M>> listed = bySegment.get(segment);
        if (listed != null && listed.contains(session)) {
            List<GrantedSession<M>> shorter =
                    listed.stream().filter(other -> other != session).toList();
            bySegment.set(segment, shorter.isEmpty() ? null : shorter);
            registrations--;
        }
    }

    private synchronized void forget(GrantedSession<M> session) {
        sessions.remove(session.member(), session);
        for (int segment = 0; segment < bySegment.length(); segment++) {
            unlist(segment, session);
        }
    }

    private static @Nullable CompletionStage<Void> both(
            @Nullable CompletionStage<Void> one, @Nullable CompletionStage<Void> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.thenCombine(other, (first, second) -> first);
    }

    /** A key of that segment was told when so many subscriptions had been taken in. */
    private record Foretold(int segment, long admissions) {}

    /**
     * What the subscribers cost.
     *
     * @param members that hold copies of this member's filters.
     * @param copies they hold.
     * @param announced new keys told, each counted once for each subscriber.
     * @param waits writes whose acknowledgement waited.
     */
    public record Figures(int members, int copies, long announced, long waits) {}
}
