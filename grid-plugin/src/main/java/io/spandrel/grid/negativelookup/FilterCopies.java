package io.spandrel.grid.negativelookup;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber's side: copies of the filters of segments that this member does not own, and the decision which to have.
 *
 * <p>Thread-safe; {@link #excludes} takes no lock and allocates nothing.
 *
 * @param <M> a member
 * @param <C> a filter's content
 */
public final class FilterCopies<M, C> {

    /*
     * A copy answers only for the topology it was made in, within its session's lease, and as long as no announcement of
     * the session was missed; see Subscribers for why that is enough.
     *
     * Invariants
     *   I1  a hash is in the copy, or next to the copy that is on its way, before its announcement is confirmed.
     *   I2  a copy that was dropped, or whose session was closed, is never used by a get that begins later.
     *   I3  session numbers go up; a session begins only after the one before it with that owner was closed.
     *   I4  nothing of a topology below `floor` is ever put in place.
     *   I5  what this member has written is in the copy, or next to the one on its way, before its writer knows.
     */
    private static final int TOLD_MAX = 65_536;
    private static final int PROBES = 32;
    private static final int REFRESH_MIN = 32;
    private static final int REFRESH_FACTOR = 4;
    private static final int PATIENCE = 6;

    private final SubscriptionPeers<M, C> peers;
    private final Timers timers;
    private final Lease lease;
    private final CopyPolicy policy;
    private final Supplier<Topology<M>> topology;
    private final Function<C, FilterCopy> opener;
    private final AtomicReferenceArray<@Nullable RemoteFilter> copies;
    private final AtomicIntegerArray misses;
    private final long[] notBefore;
    private final Map<M, HeldSession<M>> sessions = new HashMap<>();
    private long sessionNumbers;
    private int floor = Integer.MIN_VALUE;
    private long nextReview;

    /** True while there are sessions, and a little longer. */
    private volatile boolean ticking;

    private boolean stopped;
    private long subscribed;
    private long dropped;
    private long uneconomic;

    /** Kept so that measuring has a result that cannot be left out. */
    private long probesFound;

    private volatile double remoteNanos;
    private volatile double probeNanos;

    /**
     * @param firstSession session numbers count up from here; a higher one whenever the cache starts
     * @param opener makes a copy of a filter's content
     */
    public FilterCopies(
            int segments,
            SubscriptionPeers<M, C> peers,
            Timers timers,
            Lease lease,
            CopyPolicy policy,
            Supplier<Topology<M>> topology,
            Function<C, FilterCopy> opener,
            long firstSession) {
        this.peers = peers;
        this.timers = timers;
        this.lease = lease;
        this.policy = policy;
        this.topology = topology;
        this.opener = opener;
        this.copies = new AtomicReferenceArray<>(segments);
        this.misses = new AtomicIntegerArray(segments);
        this.notBefore = new long[segments];
        this.sessionNumbers = firstSession;
        long now = timers.nanoTime();
        for (int segment = 0; segment < segments; segment++) {
            notBefore[segment] = now;
        }
    }

    /** Whether there is certainly no key with that hash; to be asked with the topology the reader would ask owners in. */
    public boolean excludes(int segment, long hash, int topologyId) {
        RemoteFilter filter = copies.get(segment);
        return filter != null && filter.excludes(hash, topologyId, timers);
    }

    /** Whether there is a copy of the segment's filter at all. */
    public boolean holds(int segment) {
        return copies.get(segment) != null;
    }

    /** Stands for the segment's present copy, and for no other; null: there is none. */
    public @Nullable Object copy(int segment) {
        return copies.get(segment);
    }

    /** A key of a segment was not there, as its owner said after {@code nanos} nanoseconds. */
    public void missed(int segment, long nanos) {
        remoteNanos = remoteNanos == 0 ? nanos : remoteNanos + (nanos - remoteNanos) / 16;
        RemoteFilter filter = copies.get(segment);
        if (filter != null) {
            filter.wasFruitless();
        }
        if ((filter == null || !filter.session().valid(timers.nanoTime()))
                && misses.incrementAndGet(segment) >= policy.misses()
                && misses.getAndSet(segment, 0) >= policy.misses()) {
            timers.execute(() -> subscribe(segment));
        }
    }

    /** Takes in what an owner announces; false: nothing is held of that session, and never will be. */
    public synchronized boolean announce(M owner, Announcement announcement) {
        HeldSession<M> session = sessions.get(owner);
        if (session == null || session.id() != announcement.session()) {
            return false;
        }
        if (!session.follows(announcement.sequence())) {
            close(session);
            return false;
        }
        for (int i = 0; i < announcement.hashes().length; i++) {
            take(session, announcement.segments()[i], announcement.hashes()[i]);
        }
        for (int segment : announcement.ended()) {
            drop(session, segment);
        }
        return true;
    }

    /** This member has written a key elsewhere, and tells its writer so once this has returned. */
    public void wrote(int segment, long hash) {
        if (ticking) {
            takeOwn(segment, hash);
        }
    }

    private synchronized void takeOwn(int segment, long hash) {
        for (HeldSession<M> session : sessions.values()) {
            take(session, segment, hash);
        }
    }

    /** Uses nothing of older topologies any more. */
    public synchronized void release(int topologyId) {
        if (topologyId > floor) {
            floor = topologyId;
            for (HeldSession<M> session : List.copyOf(sessions.values())) {
                if (session.topologyId() < floor) {
                    close(session);
                }
            }
        }
    }

    /** An answer "absent" was wrong: the copy it came from is not used any more. */
    public synchronized void distrust(int segment) {
        RemoteFilter filter = copies.get(segment);
        if (filter != null) {
            giveBack(segment, filter);
            postpone(segment);
        }
    }

    /** Gives everything up, for good. */
    public synchronized void stop() {
        stopped = true;
        List.copyOf(sessions.values()).forEach(this::close);
    }

    public synchronized Figures figures() {
        int count = 0;
        for (int segment = 0; segment < copies.length(); segment++) {
            count += copies.get(segment) == null ? 0 : 1;
        }
        return new Figures(count, used(), subscribed, dropped, uneconomic, Math.round(remoteNanos), probeNanos);
    }

    /* ---- subscribing ---- */

    private void subscribe(int segment) {
        Topology<M> now = topology.get();
        synchronized (this) {
            HeldSession<M> session =
                    stopped || timers.nanoTime() - notBefore[segment] < 0 ? null : session(now, segment);
            PendingCopy pending = session == null ? null : session.begin(segment);
            if (session != null && pending != null) {
                ask(session, pending);
            }
        }
    }

    private void ask(HeldSession<M> session, PendingCopy pending) {
        long asked = timers.nanoTime();
        Subscription wanted = subscription(session, pending.segment(), pending.number());
        peers.subscribe(session.owner(), wanted).whenComplete((content, failure) -> {
            if (failure != null || content == null) {
                refused(session, pending);
            } else {
                granted(session, pending, content, asked);
            }
        });
    }

    /* The open session with the segment's owner in that topology; null: there can be none now. */
    private @Nullable HeldSession<M> session(Topology<M> now, int segment) {
        if (!now.stable() || now.id() < floor) {
            postpone(segment);
            return null;
        }
        M owner = now.primary(segment);
        HeldSession<M> session = sessions.get(owner);
        if (session != null && session.topologyId() != now.id()) {
            close(session);
            session = null;
        }
        if (session == null) {
            session = new HeldSession<>(owner, ++sessionNumbers, now.id(), timers.nanoTime());
            sessions.put(owner, session);
            tickLater();
        }
        return session;
    }

    private synchronized void refused(HeldSession<M> session, PendingCopy pending) {
        if (session.end(pending)) {
            decline(session, pending);
        }
    }

    private synchronized void granted(HeldSession<M> session, PendingCopy pending, C content, long asked) {
        int segment = pending.segment();
        if (!session.end(pending)) {
            peers.unsubscribe(session.owner(), subscription(session, segment, pending.number()));
            return;
        }
        FilterCopy copy = open(content);
        double worth = policy.misses() * remoteNanos;
        if (copy == null || session.topologyId() < floor || !makeRoom(segment, copy.bytes(), worth)) {
            decline(session, pending);
            return;
        }
        pending.addTo(copy);
        session.granted(asked + lease.length().toNanos());
        copies.set(segment, new RemoteFilter(session, pending.number(), copy, worth));
        subscribed++;
    }

    /* What arrives broken is not wanted. */
    private @Nullable FilterCopy open(C content) {
        try {
            return opener.apply(content);
        } catch (BrokenFilterException broken) {
            return null;
        }
    }

    /* An older copy must go first: with the subscription ended, nothing is told for it either. */
    private void decline(HeldSession<M> session, PendingCopy pending) {
        int segment = pending.segment();
        if (copies.get(segment) != null) {
            remove(segment);
        }
        postpone(segment);
        peers.unsubscribe(session.owner(), subscription(session, segment, pending.number()));
    }

    private boolean makeRoom(int segment, long bytes, double worth) {
        RemoteFilter replaced = copies.get(segment);
        long used = used() - (replaced == null ? 0 : replaced.copy().bytes());
        for (int least : leastUsefulFirst(segment)) {
            RemoteFilter filter = copies.get(least);
            if (used + bytes <= policy.memoryMax() || filter == null || worthPerByte(least) >= worth / bytes) {
                break;
            }
            used -= filter.copy().bytes();
            giveBack(least, filter);
            postpone(least);
        }
        return used + bytes <= policy.memoryMax();
    }

    /* Copies grow with the keys their owners announce. */
    private void shrink() {
        long used = used();
        for (int least : leastUsefulFirst(-1)) {
            RemoteFilter filter = copies.get(least);
            if (used <= policy.memoryMax() || filter == null) {
                return;
            }
            used -= filter.copy().bytes();
            giveBack(least, filter);
            postpone(least);
        }
    }

    private List<Integer> leastUsefulFirst(int except) {
        return IntStream.range(0, copies.length())
                .filter(segment -> segment != except && copies.get(segment) != null)
                .boxed()
                .sorted(Comparator.comparingDouble(segment -> worthPerByte(segment)))
                .toList();
    }

    private double worthPerByte(int segment) {
        RemoteFilter filter = copies.get(segment);
        return filter == null ? 0 : filter.worth() / filter.copy().bytes();
    }

    private long used() {
        long bytes = 0;
        for (int segment = 0; segment < copies.length(); segment++) {
            RemoteFilter filter = copies.get(segment);
            bytes += filter == null ? 0 : filter.copy().bytes();
        }
        return bytes;
    }

    /* ---- keeping ---- */

    private void take(HeldSession<M> session, int segment, long hash) {
        PendingCopy pending = session.pending(segment);
        if (pending != null) {
            pending.add(hash);
            if (pending.size() > TOLD_MAX) {
                session.end(pending);
                postpone(segment);
            }
        }
        RemoteFilter filter = copies.get(segment);
        if (filter != null && filter.session() == session) {
            filter.copy().add(hash);
        }
    }

    private void drop(HeldSession<M> session, int segment) {
        PendingCopy pending = session.pending(segment);
        if (pending != null) {
            session.end(pending);
        }
        RemoteFilter filter = copies.get(segment);
        if (filter != null && filter.session() == session) {
            remove(segment);
        }
    }

    private void giveBack(int segment, RemoteFilter filter) {
        remove(segment);
        for (HeldSession<M> session : sessions.values()) {
            if (session == filter.session()) {
                peers.unsubscribe(session.owner(), subscription(session, segment, filter.number()));
            }
        }
    }

    /* Where copies were wanted, the next miss asks for one again. */
    private void close(HeldSession<M> session) {
        session.close(timers.nanoTime());
        sessions.remove(session.owner(), session);
        for (int segment = 0; segment < copies.length(); segment++) {
            RemoteFilter filter = copies.get(segment);
            if (filter != null && filter.session() == session) {
                remove(segment);
                misses.set(segment, policy.misses() - 1);
            }
        }
    }

    private void remove(int segment) {
        copies.set(segment, null);
        dropped++;
    }

    private void postpone(int segment) {
        notBefore[segment] = timers.nanoTime() + lease.length().toNanos();
    }

    private void tickLater() {
        if (!ticking) {
            ticking = true;
            nextReview = timers.nanoTime() + policy.review().toNanos();
            timers.schedule(this::tick, lease.renewal());
        }
    }

    private void tick() {
        synchronized (this) {
            for (HeldSession<M> session : List.copyOf(sessions.values())) {
                if (session.idle() && holdsNothing(session)) {
                    close(session);
                } else if (session.wasGranted()) {
                    renew(session);
                }
            }
            if (timers.nanoTime() - nextReview >= 0) {
                nextReview = timers.nanoTime() + policy.review().toNanos();
                review();
            }
            ticking = !sessions.isEmpty();
            if (ticking) {
                timers.schedule(this::tick, lease.renewal());
            }
        }
    }

    private boolean holdsNothing(HeldSession<M> session) {
        return IntStream.range(0, copies.length()).noneMatch(segment -> {
            RemoteFilter filter = copies.get(segment);
            return filter != null && filter.session() == session;
        });
    }

    private void renew(HeldSession<M> session) {
        long asked = timers.nanoTime();
        peers.renew(session.owner(), session.id()).whenComplete((renewed, failure) -> {
            if (failure != null) {
                return;
            }
            synchronized (this) {
                if (renewed) {
                    session.granted(asked + lease.length().toNanos());
                } else {
                    close(session);
                }
            }
        });
    }

    private void review() {
        for (int segment = 0; segment < copies.length(); segment++) {
            misses.set(segment, misses.get(segment) / 2);
            RemoteFilter filter = copies.get(segment);
            if (filter != null) {
                review(segment, filter);
            }
        }
        shrink();
    }

    private void review(int segment, RemoteFilter filter) {
        measureProbe(filter.copy());
        RemoteFilter.Review review = filter.review(remoteNanos, probeNanos);
        if (!policy.keep() && filter.worth() <= 0) {
            uneconomic++;
            giveBack(segment, filter);
            notBefore[segment] = timers.nanoTime() + PATIENCE * policy.review().toNanos();
        } else if (review.fruitless() > REFRESH_MIN
                && review.fruitless()
                        > REFRESH_FACTOR * policy.falsePositiveRate() * (review.absent() + review.fruitless())) {
            timers.execute(() -> subscribe(segment));
        }
    }

    private void measureProbe(FilterCopy copy) {
        long begin = timers.nanoTime();
        for (int i = 1; i <= PROBES; i++) {
            probesFound += copy.mayContain(begin * i * 0x9E3779B97F4A7C15L) ? 1 : 0;
        }
        double nanos = (double) (timers.nanoTime() - begin) / PROBES;
        probeNanos = probeNanos == 0 ? nanos : probeNanos + (nanos - probeNanos) / 16;
    }

    private static Subscription subscription(HeldSession<?> session, int segment, long number) {
        return new Subscription(session.id(), session.topologyId(), segment, number);
    }

    /**
     * What the copies are and cost.
     *
     * @param copies held now.
     * @param bytes they take.
     * @param subscribed copies received since the cache started.
     * @param dropped copies given up since then, for whatever reason.
     * @param uneconomic of those, the ones that spared less than asking them cost.
     * @param remoteNanos what asking the owner for an absent key takes, a moving mean.
     * @param probeNanos what asking a copy takes, a moving mean.
     */
    public record Figures(
            int copies,
            long bytes,
            long subscribed,
            long dropped,
            long uneconomic,
            long remoteNanos,
            double probeNanos) {}
}
