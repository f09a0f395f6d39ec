package io.spandrel.grid.negativelookup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the segments that this member holds, one for each.
 *
 * <p>Thread-safe; {@link #mayContain} takes no lock.
 */
public final class SegmentFilters {

    private final AtomicReferenceArray<@Nullable SegmentFilter> filters;
    private final Upkeep upkeep;
    private final double falsePositiveRate;
    private final int initialCapacity;
    private final long seed;
    private final AtomicLong epochs;
    private long kicksBefore;
    private long rebuildsBefore;
    private volatile PresenceListener listener = PresenceListener.NONE;

    /**
     * @param segments how many segments the cache has
     * @param falsePositiveRate wanted share of absent keys that are called "maybe", above 0 and below 1
     * @param initialCapacity keys per segment to start with
     * @param seed what the filters' fingerprints are made with; the same on all members
     * @param firstEpoch epochs count up from here; another one whenever the cache starts
     */
    public SegmentFilters(
            int segments, Upkeep upkeep, double falsePositiveRate, int initialCapacity, long seed, long firstEpoch) {
        this.filters = new AtomicReferenceArray<>(segments);
        this.upkeep = upkeep;
        this.falsePositiveRate = falsePositiveRate;
        this.initialCapacity = initialCapacity;
        this.seed = seed;
        this.epochs = new AtomicLong(firstEpoch);
    }

    /** Has {@code port} hear of every change from now on; a change being made meanwhile may go unheard. */
    public void listen(PresenceListener port) {
        listener = port;
    }

    /** Whether a key with that hash may be in the segment; false only if there is none for certain. */
    public boolean mayContain(int segment, long hash) {
        SegmentFilter filter = filters.get(segment);
        return filter == null || filter.mayContain(hash);
    }

    /** This member begins to hold the segment, with no key in it. */
    public SegmentFilter own(int segment) {
        SegmentFilter filter = new SegmentFilter(segment, upkeep, this::fresh, epochs::incrementAndGet, new Current());
        replace(segment, filter);
        return filter;
    }

    private CuckooFilter fresh(long keys) {
        int room = (int) Math.max(initialCapacity, Math.min(Integer.MAX_VALUE, keys));
        return new CuckooFilter(falsePositiveRate, room, seed);
    }

    /** This member no longer holds the segment. */
    public void lose(int segment) {
        replace(segment, null);
    }

    /** Like {@link #lose(int)}, unless the segment has another filter by now. */
    public void lose(int segment, SegmentFilter filter) {
        synchronized (this) {
            if (filters.compareAndSet(segment, filter, null)) {
                past(filter);
            }
        }
        filter.lost();
    }

    private void replace(int segment, @Nullable SegmentFilter by) {
        SegmentFilter before;
        synchronized (this) {
            before = filters.getAndSet(segment, by);
            if (before != null) {
                past(before);
            }
        }
        if (before != null) {
            before.lost();
        }
    }

    /* What filters did that are gone counts still. Under the lock. */
    private void past(SegmentFilter filter) {
        kicksBefore += filter.kicks();
        rebuildsBefore += filter.rebuilds();
    }

    /** Says whether what this member holds of the segment is all there is; nothing happens to one it does not hold. */
    public void authoritative(int segment, boolean all) {
        SegmentFilter filter = filters.get(segment);
        if (filter != null) {
            filter.authoritative(all);
        }
    }

    /** The segment's filter was found wrong, or may be: it says nothing until it is filled anew. */
    public void doubt(int segment) {
        SegmentFilter filter = filters.get(segment);
        if (filter != null) {
            filter.doubt();
        }
    }

    /** The segment's present filter; null: this member does not hold the segment. */
    public @Nullable SegmentFilter filter(int segment) {
        return filters.get(segment);
    }

    public SegmentState state(int segment) {
        SegmentFilter filter = filters.get(segment);
        return filter == null ? SegmentState.ABSENT : filter.state();
    }

    /** Reads a segment's filter together with its place in the sequence of changes; null unless it is complete. */
    public <T> SegmentFilter.@Nullable Reading<T> read(int segment, Function<CuckooFilter, T> reader) {
        SegmentFilter filter = filters.get(segment);
        return filter == null ? null : filter.read(reader);
    }

    public int segments() {
        return filters.length();
    }

    /** The wanted share of absent keys that are called "maybe". */
    public double falsePositiveRate() {
        return falsePositiveRate;
    }

    public Upkeep upkeep() {
        return upkeep;
    }

    /** What the filters are and hold now. */
    public Figures figures() {
        Tally tally = new Tally();
        List<SegmentFilter> held = new ArrayList<>();
        synchronized (this) {
            forEach(held::add);
            tally.kicks = kicksBefore;
            tally.rebuilds = rebuildsBefore;
        }
        held.forEach(tally);
        return tally.figures();
    }

    /** Calls {@code action} with every filter there is. */
    public void forEach(Consumer<SegmentFilter> action) {
        for (int segment = 0; segment < filters.length(); segment++) {
            SegmentFilter filter = filters.get(segment);
            if (filter != null) {
                action.accept(filter);
            }
        }
    }

    /**
     * What the filters are and hold.
     *
     * @param complete segments whose filter answers.
     * @param filling segments whose filter does not answer yet.
     * @param keys keys in the filters, those included that have left unnoticed.
     * @param leaks keys that have left and are still in the filters.
     * @param bytes memory the filters take.
     * @param slots fingerprints they have room for.
     * @param slotsUsed slots in use.
     * @param expectedFalsePositives share of absent keys that they call "maybe" as they stand, 0 to 1; leaks not counted.
     *     A mean over the segments, each counting by its keys.
     * @param kicks fingerprints moved to make room, ever.
     * @param rebuilds times one of them was filled or made anew, ever.
     */
    public record Figures(
            int complete,
            int filling,
            long keys,
            long leaks,
            long bytes,
            long slots,
            long slotsUsed,
            double expectedFalsePositives,
            long kicks,
            long rebuilds) {}

    private static final class Tally implements Consumer<SegmentFilter> {

        private int complete;
        private int filling;
        private long keys;
        private long leaks;
        private long bytes;
        private long slots;
        private long slotsUsed;
        private double falsePositives;
        private long kicks;
        private long rebuilds;

        @Override
        public void accept(SegmentFilter filter) {
            if (filter.state() == SegmentState.COMPLETE) {
                complete++;
            } else {
                filling++;
            }
            long size = filter.size();
            keys += size;
            leaks += filter.leaks();
            bytes += filter.memoryBytes();
            slots += filter.slots();
            slotsUsed += filter.slotsUsed();
            falsePositives += size * filter.expectedFalsePositives();
            kicks += filter.kicks();
            rebuilds += filter.rebuilds();
        }

        Figures figures() {
            double expected = falsePositives / Math.max(1, keys);
            return new Figures(complete, filling, keys, leaks, bytes, slots, slotsUsed, expected, kicks, rebuilds);
        }
    }

    /** Passes on to whoever listens now. */
    private final class Current implements PresenceListener {

        @Override
        public void appeared(int segment, long epoch, long sequence, long hash) {
            listener.appeared(segment, epoch, sequence, hash);
        }

        @Override
        public void disappeared(int segment, long epoch, long sequence, long hash) {
            listener.disappeared(segment, epoch, sequence, hash);
        }

        @Override
        public void ended(int segment, long epoch) {
            listener.ended(segment, epoch);
        }
    }
}
