package io.spandrel.grid.consistency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The deletes an owner remembers, by segment, so that no older value comes back.
 *
 * <p>A tombstone goes when every expected owner has confirmed that it has it or something newer, and {@code grace} has passed
 * since; or when its key is written again, its segment cleared or given away. Never by time alone, and never for want of room:
 * a delete for which there is none raises {@link #forgottenUpTo}, until all owners were compared.
 *
 * <p>Thread-safe, one lock for each segment. Times are readings of one clock of this member that only moves forward, in
 * milliseconds.
 *
 * @param <K> a key, with equals and hashCode
 */
public final class Tombstones<K> {

    /** What a tombstone takes beyond its key, in bytes: entry, table, and what it says. */
    public static final long OVERHEAD = 80;

    /** A delete, for those that ask owners about it. */
    public record Delete<K>(K key, long version) {}

    /*
     * Grace counts from the confirmation and not from the delete: a message sent by an owner that had not yet heard of the
     * delete may be under way until then, and receivers refuse what has been under way for longer than grace.
     *
     * A delete that is not remembered could be undone by an owner that missed it. So of an absent key nothing is taken that is
     * not newer than the newest such delete, until a comparison of all owners has told deleted from never received; and for
     * grace after that, for the same reason as above.
     */
    private final Segment<K>[] segments;
    private final long bytesMax;
    private final long graceMillis;
    private final ToLongFunction<K> bytesOfKey;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder purged = new LongAdder();
    private final LongAdder forgotten = new LongAdder();

    /**
     * @param bytesMax room for all segments together, 1 or more
     * @param grace how long a tombstone stays after all owners have confirmed it
     * @param bytesOfKey what a key takes
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Tombstones(int segments, long bytesMax, Duration grace, ToLongFunction<K> bytesOfKey) {
        if (bytesMax < 1) {
            throw new IllegalArgumentException("bytesMax must be 1 or more, was " + bytesMax);
        }
        this.segments = new Segment[segments];
        for (int i = 0; i < segments; i++) {
            this.segments[i] = new Segment<>();
        }
        this.bytesMax = bytesMax;
        this.graceMillis = grace.toMillis();
        this.bytesOfKey = bytesOfKey;
    }

    /**
     * Remembers a delete, unless a newer one of the key is remembered.
     *
     * @return whether there was room; if not, the segment needs a full comparison from now on
     */
    public boolean add(int segment, K key, long version) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            Tombstone known = in.byKey.get(key);
            if (known != null) {
                if (version > known.version) {
                    known.version = version;
                    known.confirmedAt = Tombstone.UNCONFIRMED;
                }
                return true;
            }
            long needed = OVERHEAD + bytesOfKey.applyAsLong(key);
            if (bytes.addAndGet(needed) > bytesMax) {
                bytes.addAndGet(-needed);
                in.forgottenUpTo = Math.max(in.forgottenUpTo, version);
                in.comparedAt = Tombstone.UNCONFIRMED;
                in.forgottenSince = true;
                forgotten.increment();
                return false;
            }
            in.byKey.put(key, new Tombstone(version));
            return true;
        }
    }

    /** The version of the key's tombstone, or {@link Version#NONE}. */
    public long version(int segment, K key) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            Tombstone known = in.byKey.get(key);
            return known == null ? Version.NONE : known.version;
        }
    }

    /**
     * A value has replaced the tombstone: the tombstone goes if it is not newer.
     *
     * @return whether there was one that went
     */
    public boolean replaced(int segment, K key, long version) {
        return removeUpTo(segment, key, version);
    }

    /** The segment was cleared: the tombstones up to that version are covered by it, and what was forgotten up to it. */
    public void cleared(int segment, long version) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            in.byKey.entrySet().removeIf(entry -> entry.getValue().version <= version && released(entry.getKey()));
            if (in.forgottenUpTo <= version) {
                in.forgottenUpTo = Version.NONE;
                in.comparedAt = Tombstone.UNCONFIRMED;
            }
        }
    }

    /**
     * This member no longer owns the segment.
     *
     * @return whether anything was known of it
     */
    public boolean dropped(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            in.forgottenSince = true;
            boolean known = !in.byKey.isEmpty() || in.forgottenUpTo != Version.NONE;
            in.byKey.keySet().forEach(this::released);
            in.byKey.clear();
            in.forgottenUpTo = Version.NONE;
            in.comparedAt = Tombstone.UNCONFIRMED;
            return known;
        }
    }

    /** All tombstones of a segment, such as for a new owner. */
    public List<Delete<K>> all(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            List<Delete<K>> all = new ArrayList<>(in.byKey.size());
            in.byKey.forEach((key, tombstone) -> all.add(new Delete<>(key, tombstone.version)));
            return all;
        }
    }

    /** Those that not every expected owner has confirmed: the primary of the segment asks them. */
    public List<Delete<K>> unconfirmed(int segment, int max) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            return select(in, max, tombstone -> tombstone.confirmedAt == Tombstone.UNCONFIRMED);
        }
    }

    /** Every expected owner has confirmed that it has the delete or something newer. */
    public void confirmed(int segment, Delete<K> delete, long now) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            Tombstone known = in.byKey.get(delete.key());
            if (known != null && known.version == delete.version() && known.confirmedAt == Tombstone.UNCONFIRMED) {
                known.confirmedAt = now;
            }
        }
    }

    /** Other owners are expected from now on: what the former ones have confirmed no longer counts. */
    public void ownersChanged(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            in.byKey.values().forEach(tombstone -> tombstone.confirmedAt = Tombstone.UNCONFIRMED);
            in.comparedAt = Tombstone.UNCONFIRMED;
        }
    }

    /** Those that all owners may purge now. */
    public List<Delete<K>> purgeable(int segment, int max, long now) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            return select(
                    in,
                    max,
                    tombstone -> tombstone.confirmedAt != Tombstone.UNCONFIRMED
                            && now - tombstone.confirmedAt >= graceMillis);
        }
    }

    /**
     * Purges a delete that the primary of the segment has found {@link #purgeable}; a newer one of the key stays.
     *
     * @return whether it was there
     */
    public boolean purge(int segment, Delete<K> delete) {
        boolean known = removeUpTo(segment, delete.key(), delete.version());
        if (known) {
            purged.increment();
        }
        return known;
    }

    /**
     * Nothing of an absent key of this segment may be taken that is not newer, because a delete of that version was not
     * remembered; {@link Version#NONE} if all were.
     */
    public long forgottenUpTo(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            return in.forgottenUpTo;
        }
    }

    /**
     * Another owner of the segment has forgotten deletes up to that version: so has this one. It goes with the segment, as
     * tombstones do: an owner to come holds nothing, and must not be taken for one that knows there is nothing.
     */
    public void forgottenElsewhere(int segment, long version) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            if (version > in.forgottenUpTo) {
                in.forgottenUpTo = version;
                in.comparedAt = Tombstone.UNCONFIRMED;
            }
        }
    }

    /** This member begins to own the segment, or to agree on it with others again: they bring what they hold. */
    public void joined(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            in.forgottenBefore = in.forgottenUpTo;
        }
    }

    /**
     * Whether an owner's value, brought when this member {@link #joined}, may be taken for a key of which nothing is held here:
     * what was forgotten up to that version was forgotten by others, or since. If this member had forgotten it before, it may have
     * had the delete that the owner lacks.
     */
    public boolean mayBring(int segment, long version) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            return version > in.forgottenBefore;
        }
    }

    public boolean needsFullCompare(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            return in.forgottenUpTo != Version.NONE && in.comparedAt == Tombstone.UNCONFIRMED;
        }
    }

    /** How many segments do. */
    public int needFullCompare() {
        int count = 0;
        for (int segment = 0; segment < segments.length; segment++) {
            count += needsFullCompare(segment) ? 1 : 0;
        }
        return count;
    }

    /**
     * A comparison of all owners begins.
     *
     * @return {@link #forgottenUpTo}, to be given to {@link #compared}
     */
    public long comparing(int segment) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            in.forgottenSince = false;
            return in.forgottenUpTo;
        }
    }

    /**
     * All expected owners hold the same now, and whatever was deleted up to that version is deleted everywhere.
     *
     * @param forgottenUpTo what {@link #comparing} has told: if something was forgotten since, another comparison is needed
     */
    public void compared(int segment, long forgottenUpTo, long now) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            boolean same = in.forgottenUpTo == forgottenUpTo && !in.forgottenSince;
            if (same && in.comparedAt == Tombstone.UNCONFIRMED) {
                in.comparedAt = now;
            }
        }
    }

    /** Lets go of {@link #forgottenUpTo} where grace has passed since the comparison. */
    public void sweep(long now) {
        for (Segment<K> in : segments) {
            synchronized (in) {
                if (in.comparedAt != Tombstone.UNCONFIRMED && now - in.comparedAt >= graceMillis) {
                    in.forgottenUpTo = Version.NONE;
                    in.comparedAt = Tombstone.UNCONFIRMED;
                }
            }
        }
    }

    /** How many there are. */
    public long live() {
        long live = 0;
        for (Segment<K> in : segments) {
            synchronized (in) {
                live += in.byKey.size();
            }
        }
        return live;
    }

    /** The version of the oldest delete that is remembered; {@link Version#NONE} if none is. Goes through all. */
    public long oldest() {
        long oldest = Long.MAX_VALUE;
        for (Segment<K> in : segments) {
            synchronized (in) {
                for (Tombstone tombstone : in.byKey.values()) {
                    oldest = Math.min(oldest, tombstone.version);
                }
            }
        }
        return oldest == Long.MAX_VALUE ? Version.NONE : oldest;
    }

    /** How many wait for an owner that has not confirmed them. */
    public long blocked() {
        long blocked = 0;
        for (Segment<K> in : segments) {
            synchronized (in) {
                blocked += in.byKey.values().stream()
                        .filter(tombstone -> tombstone.confirmedAt == Tombstone.UNCONFIRMED)
                        .count();
            }
        }
        return blocked;
    }

    /** What all take with their keys, never more than the limit. */
    public long bytes() {
        return bytes.get();
    }

    /** What they may take. */
    public long bytesMax() {
        return bytesMax;
    }

    public long purged() {
        return purged.sum();
    }

    /** How many deletes were not remembered for want of room. */
    public long forgotten() {
        return forgotten.sum();
    }

    private boolean removeUpTo(int segment, K key, long version) {
        Segment<K> in = segments[segment];
        synchronized (in) {
            Tombstone known = in.byKey.get(key);
            if (known == null || known.version > version) {
                return false;
            }
            in.byKey.remove(key);
            return released(key);
        }
    }

    private boolean released(K key) {
        bytes.addAndGet(-(OVERHEAD + bytesOfKey.applyAsLong(key)));
        return true;
    }

    private static <K> List<Delete<K>> select(Segment<K> in, int max, Predicate<Tombstone> which) {
        List<Delete<K>> selected = new ArrayList<>();
        for (Map.Entry<K, Tombstone> entry : in.byKey.entrySet()) {
            if (selected.size() == max) {
                break;
            }
            if (which.test(entry.getValue())) {
                selected.add(new Delete<>(entry.getKey(), entry.getValue().version));
            }
        }
        return selected;
    }

    private static final class Segment<K> {
        private final Map<K, Tombstone> byKey = new HashMap<>();
        private long forgottenUpTo = Version.NONE;
        private long forgottenBefore = Version.NONE;
        private long comparedAt = Tombstone.UNCONFIRMED;
        private boolean forgottenSince;
    }

    private static final class Tombstone {
        private static final long UNCONFIRMED = Long.MIN_VALUE;

        private long version;
        private long confirmedAt = UNCONFIRMED;

        Tombstone(long version) {
            this.version = version;
        }
    }
}
