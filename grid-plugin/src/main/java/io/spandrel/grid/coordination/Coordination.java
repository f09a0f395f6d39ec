package io.spandrel.grid.coordination;

import io.spandrel.eviction.CoordinatedEntries;
import io.spandrel.eviction.CoordinationEvents;
import io.spandrel.grid.CoordinationReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One member's part in the coordinated eviction of one cache. Thread-safe; nothing here blocks but {@link #ownersChanged}
 * and {@link #ownersChange}, which evict what has become too much.
 *
 * @param <M> a member
 */
public final class Coordination<M> implements CoordinationEvents {

    /*
     * A victim leaves its primary at once, within the write, and its key waits for the next flush, which comes as soon as a few
     * wait: until then the backups hold more than they should. By then it may have been
     * written again: a key that is here again is not told, and one that is being written waits for the flush after. Between that
     * look and the moment a backup follows, a write may still pass; the copy then leaves the backup too early, and
     * the comparison finds it.
     */
    private static final int VICTIMS_MAX = 16_384;
    private static final int READS_MAX = 4_096;
    private static final int VICTIMS_UNTIL_FLUSH = 16;
    private static final int KEYS_PER_MESSAGE = 1_024;

    private final Supplier<@Nullable Ownership<M>> ownership;
    private final Messages<M> messages;
    private final Runnable flushSoon;
    private final @Nullable Consumer<Object> loader;
    private final Counters counters = new Counters();
    private final PendingKeys victims = new PendingKeys(VICTIMS_MAX, counters.victimsDropped);
    private final PendingKeys reads = new PendingKeys(READS_MAX, counters.readsDropped);
    private final Comparison<M> comparison;
    private volatile @Nullable CoordinatedEntries entries;
    private BitSet led = new BitSet();

    /**
     * @param ownership who owns what now; null before that is known
     * @param flushSoon has somebody else call {@link #flush} without delay
     * @param loader brings an entry back from the cache's store; null for a cache without
     */
    public Coordination(
            Supplier<@Nullable Ownership<M>> ownership,
            Messages<M> messages,
            Runnable flushSoon,
            @Nullable Consumer<Object> loader) {
        this.ownership = ownership;
        this.messages = messages;
        this.flushSoon = flushSoon;
        this.loader = loader;
        this.comparison = new Comparison<>(messages, key -> victims.add(key), loader == null, counters.evened);
    }

    /** Begins; to be called once, before the first entry arrives. */
    public void begin(CoordinatedEntries held) {
        entries = held;
    }

    // ---- what the container tells ----

    @Override
    public void evicted(Object key) {
        if (victims.add(key) % VICTIMS_UNTIL_FLUSH == 0) {
            flushSoon.run();
        }
    }

    @Override
    public void readAsBackup(Object key) {
        reads.add(key);
    }

    // ---- what happens to owners ----

    /**
     * Owners are about to change: makes room for what new owners will receive.
     *
     * @param next owners of a segment under the coming topology
     */
    public synchronized void ownersChange(IntFunction<List<M>> next) {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now != null && held != null) {
            held.lead(led, Shares.ofLed(now.segments(), led::get, next));
        }
    }

    /** Owners have changed: leads what this member is now the primary of. */
    public synchronized void ownersChanged() {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now == null || held == null) {
            return;
        }
        BitSet leads = new BitSet();
        for (int segment = 0; segment < now.segments(); segment++) {
            leads.set(segment, now.leads(segment));
        }
        led = leads;
        held.lead(leads, Shares.ofLed(now.segments(), leads::get, now::owners));
        comparison.compareAll();
    }

    // ---- what this member tells others ----

    /** Tells what waits to be told. */
    public void flush() {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now != null && held != null) {
            tellVictims(now, held);
            tellReads(now);
        }
    }

    private void tellVictims(Ownership<M> now, CoordinatedEntries held) {
        Map<M, List<Object>> byBackup = new LinkedHashMap<>();
        for (Object key : victims.take()) {
            int segment = now.segmentOf(key);
            if (!now.leads(segment)) {
                counters.refused.increment();
            } else if (held.isBeingWritten(key)) {
                victims.add(key);
            } else if (!held.holds(segment, key)) {
                List<M> owners = now.owners(segment);
                owners.subList(1, owners.size())
                        .forEach(backup -> byBackup.computeIfAbsent(backup, unseen -> new ArrayList<>())
                                .add(key));
            }
        }
        byBackup.forEach((backup, keys) -> inPieces(keys, piece -> {
            messages.victims(backup, piece);
            counters.victimsSent.add(piece.size());
        }));
    }

    private void tellReads(Ownership<M> now) {
        Map<M, List<Object>> byPrimary = new LinkedHashMap<>();
        for (Object key : reads.take()) {
            List<M> owners = now.owners(now.segmentOf(key));
            if (!owners.isEmpty() && !owners.get(0).equals(now.self())) {
                byPrimary
                        .computeIfAbsent(owners.get(0), unseen -> new ArrayList<>())
                        .add(key);
            }
        }
        byPrimary.forEach((primary, keys) -> inPieces(keys, piece -> {
            messages.reads(primary, piece);
            counters.readsSent.add(piece.size());
        }));
    }

    private static void inPieces(List<Object> keys, Consumer<List<Object>> sender) {
        for (int from = 0; from < keys.size(); from += KEYS_PER_MESSAGE) {
            sender.accept(keys.subList(from, Math.min(keys.size(), from + KEYS_PER_MESSAGE)));
        }
    }

    /** Compares some of the segments led with their backups, unless the last comparison still waits for answers. */
    public void compare() {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now != null && held != null && now.settled()) {
            comparison.next(now, ownership, held);
        }
    }

    // ---- what others tell this member ----

    /** A member has evicted these keys, and says it is their primary. */
    public void follow(M sender, Collection<Object> keys) {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now == null || held == null) {
            return;
        }
        for (Object key : keys) {
            int segment = now.segmentOf(key);
            List<M> owners = now.owners(segment);
            if (owners.isEmpty() || !owners.get(0).equals(sender)) {
                counters.refused.increment();
            } else if (held.letGo(segment, key)) {
                counters.followed.increment();
            }
        }
    }

    /** A backup has read these keys. */
    public void heard(Collection<Object> keys) {
        Ownership<M> now = ownership.get();
        CoordinatedEntries held = entries;
        if (now == null || held == null) {
            return;
        }
        for (Object key : keys) {
            int segment = now.segmentOf(key);
            if (now.leads(segment)) {
                if (held.hit(segment, key)) {
                    counters.readsHeard.increment();
                } else if (loader != null) {
                    loader.accept(key);
                }
            }
        }
    }

    /** This member's keys in those of the segments that differ; some of them, if they are many. */
    public Map<Integer, List<Object>> differing(Collection<SegmentDigest> digests) {
        CoordinatedEntries held = entries;
        return held == null ? Map.of() : Comparison.differing(digests, held);
    }

    public CoordinationReport report() {
        CoordinatedEntries held = entries;
        return counters.report(held == null ? 0 : held.uncoordinatedEvictions());
    }
}
