package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber holds from this owner: its segments, its lease, and what it is being told.
 *
 * <p>Thread-safe.
 */
final class GrantedSession<M> {

    /*
     * One announcement is under way at a time; what comes meanwhile waits in the next one. So the order is the owner's,
     * a lost one stops all later ones, and many writes share a message. What is told is sent by the write that waits for
     * it, in its own thread; what nobody waits for goes with the next that is, or with the next renewal.
     *
     *   open       granted and renewed
     *   condemned  never renewed again, over when the lease is; the subscriber may still use its copies until then
     *   over       the subscriber uses nothing of it, for certain
     *
     * A batch is settled once the subscriber has confirmed it, or the session is over. Until then the writes in it are
     * not acknowledged.
     */
    private final M member;
    private final long id;
    private final int topologyId;
    private final SubscriptionPeers<M, ?> peers;
    private final Timers timers;
    private final Duration guard;
    private final int batchMax;
    private final Consumer<GrantedSession<M>> onOver;
    private final Map<Integer, Long> numbers = new HashMap<>();
    private @Nullable AnnouncementBatch inFlight;
    private @Nullable AnnouncementBatch next;
    private long leaseUntil;
    private long sequence;
    private boolean condemned;
    private boolean over;

    GrantedSession(
            M member,
            long id,
            int topologyId,
            SubscriptionPeers<M, ?> peers,
            Timers timers,
            Duration guard,
            int batchMax,
            Consumer<GrantedSession<M>> onOver) {
        this.member = member;
        this.id = id;
        this.topologyId = topologyId;
        this.peers = peers;
        this.timers = timers;
        this.guard = guard;
        this.batchMax = batchMax;
        this.onOver = onOver;
        this.leaseUntil = timers.nanoTime();
    }

    M member() {
        return member;
    }

    long id() {
        return id;
    }

    int topologyId() {
        return topologyId;
    }

    /** Takes a subscription in and begins a new lease; false if the session takes no more, or a later one was there. */
    synchronized boolean subscribe(Subscription subscription) {
        Long before = numbers.get(subscription.segment());
        if (!renew() || before != null && before >= subscription.number()) {
            return false;
        }
        numbers.put(subscription.segment(), subscription.number());
        return true;
    }

    /** Takes a subscription out; false if it is not there, or a later one is. */
    synchronized boolean unsubscribe(Subscription subscription) {
        return numbers.remove(subscription.segment(), subscription.number());
    }

    synchronized boolean renew() {
        if (condemned || over) {
            return false;
        }
        leaseUntil = timers.nanoTime() + guard.toNanos();
        return true;
    }

    /** How long the subscriber may go on using what it has, in nanoseconds; 0: no longer. */
    synchronized long remaining() {
        return over ? 0 : Math.max(0, leaseUntil - timers.nanoTime());
    }

    /** A key is new in a segment. */
    synchronized void tell(int segment, long hash) {
        if (over) {
            return;
        }
        AnnouncementBatch batch = batch();
        if (!condemned) {
            batch.add(segment, hash);
            if (batch.size() > batchMax) {
                condemn();
            }
        }
    }

    /** The copies of a segment say nothing any more. */
    synchronized void tellEnded(int segment) {
        if (!over && numbers.containsKey(segment)) {
            batch().end(segment);
        }
    }

    /** When all that was told until now is settled; null: it is. Sends it, not to be called with a lock held. */
    @Nullable
    CompletionStage<Void> unsettled() {
        AnnouncementBatch last;
        synchronized (this) {
            last = next != null ? next : inFlight;
        }
        if (last == null) {
            return null;
        }
        flush();
        return last.settled();
    }

    /** Renews no more; the session is over when its lease is. */
    synchronized void condemn() {
        if (!condemned && !over) {
            condemned = true;
            timers.schedule(this::over, Duration.ofNanos(remaining()));
        }
    }

    /** Renews no more; the session is over at the latest with {@code end}. */
    void supersede(CompletionStage<Void> end) {
        synchronized (this) {
            condemned = true;
        }
        end.whenComplete((nothing, failure) -> over());
    }

    /** The subscriber uses nothing of the session any more. */
    void over() {
        AnnouncementBatch first;
        AnnouncementBatch second;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            first = inFlight;
            second = next;
            inFlight = null;
            next = null;
            numbers.clear();
        }
        onOver.accept(this);
        settle(first);
        settle(second);
    }

    private AnnouncementBatch batch() {
        AnnouncementBatch batch = next;
        if (batch == null) {
            batch = new AnnouncementBatch();
            next = batch;
        }
        return batch;
    }

    /** Sends what was told, unless something is under way; then it follows. Not to be called with a lock held. */
    void flush() {
        AnnouncementBatch batch;
        Announcement announcement;
        synchronized (this) {
            if (over || condemned || inFlight != null || next == null) {
                return;
            }
            batch = next;
            inFlight = batch;
            next = null;
            announcement = batch.toAnnouncement(id, ++sequence);
        }
        peers.announce(member, announcement).whenComplete((confirmed, failure) -> {
            if (failure != null) {
                condemn();
            } else if (confirmed) {
                confirmed(batch);
            } else {
                over();
            }
        });
    }

    private void confirmed(AnnouncementBatch batch) {
        synchronized (this) {
            if (inFlight == batch) {
                inFlight = null;
            }
        }
        settle(batch);
        flush();
    }

    private static void settle(@Nullable AnnouncementBatch batch) {
        if (batch != null) {
            batch.settle();
        }
    }

    @Override
    public synchronized String toString() {
        return "GrantedSession[" + id + " of " + member + " in topology " + topologyId + ", segments "
                + numbers.keySet() + (over ? ", over" : condemned ? ", condemned" : "") + "]";
    }
}
