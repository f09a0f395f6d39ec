package io.spandrel.grid.coordination;

import io.spandrel.eviction.CoordinatedEntries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the keys of led segments with those the backups hold, and evens them out: what only a backup holds leaves there, and
 * what a backup lacks leaves everywhere. Thread-safe.
 */
final class Comparison<M> {

    /*
     * A round sends digests of a part of the segments, so that a pass over all of them takes ROUNDS_PER_PASS rounds; after
     * owners have changed it sends all. Segments that differ are compared again in the next round.
     *
     * Writes are under way all the time: a key on its way to or from a backup looks as if it were missing. What only a backup
     * holds is told like a victim, and that waits for writers of the key. What a backup lacks leaves only if two rounds
     * in a row, between which it did not stop being missing, say so.
     *
     * Where entries come from a store each owner loads for itself, so a backup may lack what the primary holds.
     */
    private static final int ROUNDS_PER_PASS = 16;
    private static final int KEYS_PER_ANSWER = 16_384;

    private final Messages<M> messages;
    private final Consumer<Object> victims;
    private final boolean sameEverywhere;
    private final LongAdder evened;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Integer> again = new TreeSet<>();
    private final Set<Object> missing = new HashSet<>();
    private final Set<Object> missingBefore = new HashSet<>();
    private boolean all;
    private int cursor;

    Comparison(Messages<M> messages, Consumer<Object> victims, boolean sameEverywhere, LongAdder evened) {
        this.messages = messages;
        this.victims = victims;
        this.sameEverywhere = sameEverywhere;
        this.evened = evened;
    }

    /** The next round compares all segments. */
    synchronized void compareAll() {
        all = true;
    }

    /** Begins a round, unless the last one still waits for answers. */
    void next(Ownership<M> now, Supplier<@Nullable Ownership<M>> ownership, CoordinatedEntries held) {
        if (!waiting.compareAndSet(0, 1)) {
            return;
        }
        Map<M, List<SegmentDigest>> byBackup = digests(now, held, due(now));
        waiting.addAndGet(byBackup.size());
        byBackup.forEach((backup, digests) -> messages.compare(backup, digests).whenComplete((answer, failure) -> {
            Ownership<M> then = ownership.get();
            if (answer != null && then != null && then.topologyId() == now.topologyId()) {
                answer.forEach((segment, theirs) -> even(segment, theirs, held));
            }
            waiting.decrementAndGet();
        }));
        waiting.decrementAndGet();
    }

    private synchronized Set<Integer> due(Ownership<M> now) {
        Set<Integer> due = new TreeSet<>(again);
        again.clear();
        missingBefore.clear();
        missingBefore.addAll(missing);
        missing.clear();
        int segments = now.segments();
        int count = all ? segments : (segments + ROUNDS_PER_PASS - 1) / ROUNDS_PER_PASS;
        all = false;
        for (int i = 0; i < count; i++) {
            due.add(cursor);
            cursor = (cursor + 1) % segments;
        }
        due.removeIf(segment -> !now.leads(segment));
        return due;
    }

    private static <M> Map<M, List<SegmentDigest>> digests(
            Ownership<M> now, CoordinatedEntries held, Set<Integer> segments) {
        Map<M, List<SegmentDigest>> byBackup = new LinkedHashMap<>();
        for (int segment : segments) {
            List<M> owners = now.owners(segment);
            if (owners.size() > 1) {
                SegmentDigest digest = SegmentDigest.of(segment, held.keys(segment));
                owners.subList(1, owners.size())
                        .forEach(backup -> byBackup.computeIfAbsent(backup, unseen -> new ArrayList<>())
                                .add(digest));
            }
        }
        return byBackup;
    }

    private synchronized void even(int segment, List<Object> theirs, CoordinatedEntries held) {
        again.add(segment);
        Set<Object> ours = new HashSet<>(held.keys(segment));
        for (Object key : theirs) {
            if (!ours.remove(key)) {
                evened.increment();
                victims.accept(key);
            }
        }
        if (sameEverywhere) {
            ours.forEach(key -> missing(segment, key, held));
        }
    }

    private void missing(int segment, Object key, CoordinatedEntries held) {
        if (!missingBefore.contains(key)) {
            missing.add(key);
        } else if (held.letGo(segment, key)) {
            evened.increment();
            victims.accept(key);
        }
    }

    /** Our keys in those segments that differ from the digests, whole segments, up to a limit. */
    static Map<Integer, List<Object>> differing(Collection<SegmentDigest> digests, CoordinatedEntries held) {
        Map<Integer, List<Object>> differing = new HashMap<>();
        int keys = 0;
        for (SegmentDigest theirs : digests) {
            List<Object> ours = new ArrayList<>(held.keys(theirs.segment()));
            if (!SegmentDigest.of(theirs.segment(), ours).equals(theirs)) {
                differing.put(theirs.segment(), ours);
                keys += ours.size();
                if (keys > KEYS_PER_ANSWER) {
                    break;
                }
            }
        }
        return differing;
    }
}
