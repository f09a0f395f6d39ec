package io.spandrel.grid.infinispan.deletes;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Tombstones;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Version;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.commons.marshall.WrappedByteArray;

/** What a member knows of deleted keys of a cache: of each for itself, and of all by a clear. Thread-safe. */
public final class Deletes {

    /** What is reckoned for a key that is an object, and not as long as it says. */
    private static final long OBJECT_BYTES = 64;

    private static final long HEADER_BYTES = 40;

    private final Tombstones<Object> tombstones;
    private final AtomicLong cleared = new AtomicLong(Version.NONE);
    private volatile DeletesLog log = DeletesLog.NONE;

    Deletes(Tombstones<Object> tombstones) {
        this.tombstones = tombstones;
    }

    /** Has {@code log} hear of what comes to be known from now on. */
    void log(DeletesLog log) {
        this.log = log;
    }

    /** What a key takes in memory, as it is stored. */
    public static long bytes(Object key) {
        if (key instanceof WrappedByteArray bytes) {
            return HEADER_BYTES + bytes.getLength();
        }
        return key instanceof String text ? HEADER_BYTES + 2L * text.length() : OBJECT_BYTES;
    }

    /** The delete of a key by itself; {@link Digest#ABSENT} if none is known. */
    public Digest of(Object key, int segment) {
        long version = tombstones.version(segment, key);
        return version == Version.NONE ? Digest.ABSENT : Digest.tombstone(version);
    }

    /** The version of the last clear; {@code Version.NONE}: there was none. */
    public long cleared() {
        return cleared.get();
    }

    /** The newest delete in a segment that was not remembered for want of room. */
    public long forgotten(int segment) {
        return tombstones.forgottenUpTo(segment);
    }

    /** What a write must be newer than, apart from what is held of its key. */
    public long floor(int segment) {
        return Math.max(cleared.get(), tombstones.forgottenUpTo(segment));
    }

    /** A delete was committed. */
    public void deleted(Object key, int segment, long version) {
        if (version <= cleared.get()) {
            return;
        }
        if (tombstones.add(segment, key, version)) {
            log.deleted(key, segment, version);
        } else {
            log.forgotten(segment, version);
        }
    }

    /** A value was committed. */
    public void written(Object key, int segment, long version) {
        if (tombstones.replaced(segment, key, version)) {
            log.gone(key, segment, version);
        }
    }

    /** All that is older than {@code version} is deleted, whatever its key. */
    public void cleared(long version, int segments) {
        cleared.accumulateAndGet(version, Math::max);
        for (int segment = 0; segment < segments; segment++) {
            tombstones.cleared(segment, version);
        }
        log.cleared(version);
    }

    /** Another owner of a segment has not remembered deletes up to a version. */
    public void forgottenElsewhere(int segment, long version) {
        if (version > tombstones.forgottenUpTo(segment)) {
            tombstones.forgottenElsewhere(segment, version);
            log.forgotten(segment, version);
        }
    }

    /** This member begins to own a segment, or to agree on it with the other side of a partition: owners bring what they hold. */
    public void joined(int segment) {
        tombstones.joined(segment);
    }

    /** Whether an owner's value may be taken for a key of which nothing is held here, though deletes were not remembered. */
    public boolean mayBring(int segment, long version) {
        return tombstones.mayBring(segment, version);
    }

    /** Those that not every expected owner is known to have; on a backup, those of which it is not known that the primary has them. */
    public List<Delete<Object>> unconfirmed(int segment) {
        return tombstones.unconfirmed(segment, Integer.MAX_VALUE);
    }

    public void confirmed(int segment, Delete<Object> delete, long now) {
        tombstones.confirmed(segment, delete, now);
    }

    /** Other owners are expected, or another one is the primary: who has what has to be asked anew. */
    public void ownersChanged(int segment) {
        tombstones.ownersChanged(segment);
    }

    /** Those that all owners have had for longer than grace. */
    public List<Delete<Object>> purgeable(int segment, long now) {
        return tombstones.purgeable(segment, Integer.MAX_VALUE, now);
    }

    public void purge(int segment, Delete<Object> delete) {
        if (tombstones.purge(segment, delete)) {
            log.gone(delete.key(), segment, delete.version());
        }
    }

    /** All owners of a segment are about to be compared: up to which version its deletes were not all remembered. */
    public long comparing(int segment) {
        return tombstones.comparing(segment);
    }

    /** All owners of a segment hold the same since {@link #comparing} has told this. */
    public void compared(int segment, long forgottenUpTo, long now) {
        tombstones.compared(segment, forgottenUpTo, now);
    }

    /** Lets go of what was not remembered, where all owners were compared longer than grace ago. */
    public void sweep(long now) {
        tombstones.sweep(now);
    }

    /** The deletes of keys, to be counted. */
    public Tombstones<Object> tombstones() {
        return tombstones;
    }

    /** In how many segments a delete was not remembered, and owners were not compared since. */
    public int needFullCompare() {
        return tombstones.needFullCompare();
    }

    /** All deletes of keys of a segment. */
    public List<Delete<Object>> all(int segment) {
        return tombstones.all(segment);
    }

    /** This member does not own the segment any more. */
    public void dropped(int segment) {
        if (tombstones.dropped(segment)) {
            log.dropped(segment);
        }
    }
}
