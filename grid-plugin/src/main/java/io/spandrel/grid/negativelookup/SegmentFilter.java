package io.spandrel.grid.negativelookup;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one segment, from the moment this member holds it until it no longer does.
 *
 * <p>Thread-safe; {@link #mayContain} takes no lock.
 */
public final class SegmentFilter {

    /*
     * Whoever changes what is there tells the filter inside the same atomic step, before a reader can see the key. Two
     * things must come together before the filter answers: it covers every key that is here (an EXACT one does from its
     * birth, a REBUILT one once it was filled), and what is here is all there is (only the cache's topology knows that).
     *
     * Filling a REBUILT filter. Keys that come meanwhile go into the old filter and into the next one. A key that came
     * just before, and that the walk over the keys is too early to see, is in neither list: so whoever brought it asks
     * afterwards, once the key can be seen and before its write is acknowledged, whether a filling began in between, and
     * if so says it again. A key that is evicted into a store is in neither place for a while though its write was
     * acknowledged long ago: it counts as `moving` from before it leaves until it is stored, and every key that moves goes
     * into the next filter. See docs/decisions/0085-filters-over-stores.md.
     *
     * A REBUILT filter takes a key in only if it does not answer "maybe" for it already. That is sound because a filter
     * that keeps nothing but fingerprints cannot tell the two keys apart, before it grew or after.
     *
     * Invariants
     *   I1  every key here whose write was acknowledged is in `filter` once `covering`.
     *   I2  while `next` is not null, every key told since it was made is in it.
     *   I3  `epoch` changes whenever the state becomes COMPLETE, and with every exchange of the filter.
     */
    private static final int TOLERATED_PART = 4;
    private static final int CHANGES_BETWEEN_LOOKS = 256;
    private static final int ARRIVAL_LOOKS = 10_000;

    private final int segment;
    private final Upkeep upkeep;
    private final LongFunction<CuckooFilter> fresh;
    private final LongSupplier epochs;
    private final PresenceListener listener;
    private volatile CuckooFilter filter;
    private volatile SegmentState state = SegmentState.FILLING;
    private volatile long fillings;
    private @Nullable CuckooFilter next;
    private final Map<Long, Integer> moving = new HashMap<>();
    private final AtomicInteger arrivals = new AtomicInteger();
    private volatile boolean renewalDue;
    private long changes;
    private volatile boolean covering;
    private boolean authoritative;
    private long epoch;
    private long sequence;
    private long leaks;
    private long leaksBefore;
    private long kicksBefore;
    private long rebuildsBefore;

    SegmentFilter(
            int segment,
            Upkeep upkeep,
            LongFunction<CuckooFilter> fresh,
            LongSupplier epochs,
            PresenceListener listener) {
        this.segment = segment;
        this.upkeep = upkeep;
        this.fresh = fresh;
        this.epochs = epochs;
        this.listener = listener;
        this.filter = fresh.apply(0);
        this.covering = upkeep == Upkeep.EXACT;
        this.epoch = epochs.getAsLong();
    }

    /** Whether a key with that hash may be here; false only if there is none for certain. */
    public boolean mayContain(long hash) {
        return state != SegmentState.COMPLETE || filter.mayContain(hash);
    }

    /** A key comes. To be called before it can be read. */
    public synchronized void appeared(long hash) {
        if (state == SegmentState.ABSENT) {
            return;
        }
        if (upkeep == Upkeep.EXACT) {
            filter.add(hash);
            look();
        } else {
            ensure(filter, hash);
            if (next != null) {
                ensure(next, hash);
            }
        }
        listener.appeared(segment, epoch, ++sequence, hash);
    }

    /** A key goes. With {@link Upkeep#EXACT} to be called exactly once for each that came. */
    public synchronized void disappeared(long hash) {
        if (state == SegmentState.ABSENT) {
            return;
        }
        if (upkeep == Upkeep.EXACT) {
            filter.remove(hash);
            look();
            listener.disappeared(segment, epoch, ++sequence, hash);
        } else {
            leaks++;
        }
    }

    /**
     * How many fillings have begun. Whoever tells of a key reads it before, and again when the key can be read; if it
     * has changed, he tells once more.
     */
    public long fillings() {
        return fillings;
    }

    /** A key is about to move from one place here to another, and may be seen in neither until it has {@link #moved}. */
    public synchronized void moving(long hash) {
        if (upkeep == Upkeep.REBUILT) {
            moving.merge(hash, 1, Integer::sum);
            if (next != null) {
                ensure(next, hash);
            }
        }
    }

    /** The key has arrived at its new place, or is gone. */
    public synchronized void moved(long hash) {
        if (upkeep == Upkeep.REBUILT) {
            moving.computeIfPresent(hash, (same, times) -> times == 1 ? null : times - 1);
        }
    }

    /** All keys are gone that were here. With {@link Upkeep#EXACT} each of them is told of besides. */
    public synchronized void cleared() {
        if (upkeep == Upkeep.REBUILT) {
            leaks = filter.size();
        }
    }

    /** The filter was found wrong, or may be: it says nothing until it is filled anew; a filling under way does not count. */
    public synchronized void doubt() {
        covering = false;
        next = null;
        settle();
    }

    /** Like {@link #mayContain}, of what is here, whether or not that is all there is. */
    public boolean mayBeHere(long hash) {
        return !covering || filter.mayContain(hash);
    }

    /** Whether the filter knows all keys that are here. */
    public boolean covering() {
        return covering;
    }

    /** Whether the filter should be filled and nobody does. */
    public synchronized boolean unfilled() {
        return !covering && next == null && upkeep == Upkeep.REBUILT;
    }

    public SegmentState state() {
        return state;
    }

    /** Says whether what is here is all there is of the segment. */
    public synchronized void authoritative(boolean all) {
        authoritative = all;
        settle();
    }

    /** This member no longer holds the segment. The filter answers "maybe" for ever. */
    synchronized void lost() {
        authoritative = false;
        next = null;
        settle();
        state = SegmentState.ABSENT;
    }

    /** Begins to fill the filter anew, from all keys that can be read from now on. */
    public synchronized Filling startFilling() {
        if (upkeep == Upkeep.EXACT) {
            throw new IllegalStateException("an exact filter is never filled: " + this);
        }
        CuckooFilter target = fresh.apply(filter.size() - leaks);
        next = target;
        moving.keySet().forEach(hash -> ensure(target, hash));
        leaksBefore = leaks;
        leaks = 0;
        fillings++;
        return new Filling(target);
    }

    /** Whether the filter has become so much too large, slow or inaccurate that it should be filled anew. */
    public synchronized boolean fillingDue() {
        return next == null && (leaks > 0 && leaks * TOLERATED_PART >= filter.size() || filter.rebuildDue());
    }

    /** Like {@link #fillingDue} some changes ago, of an exact filter; costs nothing to ask. */
    public boolean renewalSeemsDue() {
        return renewalDue;
    }

    /** A key is about to come to an exact filter: {@link #arrived} says when it can be read, or is gone again. */
    public void arriving() {
        arrivals.incrementAndGet();
    }

    /** The key whose {@link #arriving arrival} was told can be read, or is gone again. */
    public void arrived() {
        arrivals.decrementAndGet();
    }

    /**
     * Makes an exact filter anew, while it goes on being used and changed.
     *
     * @param keys tells of the hashes of all keys that can be read, each once
     * @return whether it was made anew; if not, it stays as it was
     */
    public boolean renew(Consumer<LongConsumer> keys) {
        renewalDue = false;
        FilterRebuild rebuild = filter.startRebuild();
        if (!arrivalsOver()) {
            rebuild.abandon();
            return false;
        }
        keys.accept(rebuild::add);
        return rebuild.finish();
    }

    /* A key that is in the filter and cannot be read yet would be overlooked: at some moment since there was none. */
    private boolean arrivalsOver() {
        for (int i = 0; i < ARRIVAL_LOOKS; i++) {
            if (arrivals.get() == 0) {
                return true;
            }
            Thread.yield();
        }
        return false;
    }

    private void look() {
        if (++changes % CHANGES_BETWEEN_LOOKS == 0) {
            renewalDue = filter.rebuildDue();
        }
    }

    /** Keys counted as gone, though the filter still has them. */
    public synchronized long leaks() {
        return leaks;
    }

    /** Keys in the filter, leaks included. */
    public synchronized long size() {
        return filter.size();
    }

    synchronized long memoryBytes() {
        return filter.memoryBytes() + (next == null ? 0 : next.memoryBytes());
    }

    synchronized long slots() {
        return filter.slots();
    }

    synchronized long slotsUsed() {
        return filter.slotsUsed();
    }

    synchronized double expectedFalsePositives() {
        return filter.expectedFalsePositives();
    }

    /** Fingerprints moved to make room, ever. */
    synchronized long kicks() {
        return kicksBefore + filter.kicks();
    }

    /** Times it was filled or made anew. */
    synchronized long rebuilds() {
        return rebuildsBefore + filter.rebuilds();
    }

    /** Reads the filter together with its place in the sequence of changes; null unless it is complete. */
    synchronized <T> @Nullable Reading<T> read(Function<CuckooFilter, T> reader) {
        return state == SegmentState.COMPLETE ? new Reading<>(epoch, sequence, reader.apply(filter)) : null;
    }

    /* A new epoch begins whenever answers may change other than by one told change. */
    private void settle() {
        boolean complete = covering && authoritative;
        boolean was = state == SegmentState.COMPLETE;
        if (complete && !was) {
            begin();
            state = SegmentState.COMPLETE;
        } else if (!complete && was) {
            state = SegmentState.FILLING;
            listener.ended(segment, epoch);
        }
    }

    private void begin() {
        epoch = epochs.getAsLong();
        sequence = 0;
    }

    private static void ensure(CuckooFilter target, long hash) {
        if (!target.mayContain(hash)) {
            target.add(hash);
        }
    }

    @Override
    public String toString() {
        return "SegmentFilter[" + segment + ", " + state + "]";
    }

    /** One run over all keys of the segment. */
    public final class Filling {

        private final CuckooFilter target;

        private Filling(CuckooFilter target) {
            this.target = target;
        }

        /** Takes note of a key the run has met. */
        public void found(long hash) {
            synchronized (SegmentFilter.this) {
                if (next == target) {
                    ensure(target, hash);
                }
            }
        }

        /** The run has met all keys: the new filter takes the place of the old one, unless another run has begun. */
        public void finished() {
            synchronized (SegmentFilter.this) {
                if (next != target) {
                    return;
                }
                kicksBefore += filter.kicks();
                rebuildsBefore++;
                filter = target;
                next = null;
                covering = true;
                if (state == SegmentState.COMPLETE) {
                    listener.ended(segment, epoch);
                    begin();
                } else {
                    settle();
                }
            }
        }

        /** The run failed: the old filter stays. */
        public void failed() {
            synchronized (SegmentFilter.this) {
                if (next == target) {
                    next = null;
                    leaks += leaksBefore;
                }
            }
        }
    }

    /**
     * A filter's content at one point of its history.
     *
     * @param epoch the unbroken run it belongs to.
     * @param sequence the last change it has seen.
     * @param content what was read of it.
     */
    public record Reading<T>(long epoch, long sequence, T content) {}
}
