package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * LIRS: an entry is worth keeping when the number of other keys used between its last two uses is low. Those with a low
 * inter-reference recency (LIR) hold nearly the whole cache; all others (HIR) pass through a small queue, and stay
 * known for a while after they left, so that a second use soon enough makes them LIR.
 *
 * <p>Good where keys return in loops longer than the cache. Hits are replayed from buffers, so under heavy concurrent
 * reading the order is approximate.
 *
 * @see <a href="https://doi.org/10.1145/511399.511340">Jiang, Zhang, LIRS: an efficient low inter-reference recency set
 *     replacement policy to improve buffer cache performance, SIGMETRICS 2002</a>
 */
final class LirsPolicy implements EvictionPolicy<TimedEntry> {

    /*
     * The paper keeps a stack S of LIR entries and of all HIR entries, present or not, that were used later than the
     * oldest LIR entry, and a queue Q of the present HIR entries. Here the stack is not built: every entry carries the
     * time of its last use, `lir` is in order of that time, and to be in S is to be used later than the first of `lir`.
     * A HIR entry moves to the end of Q whenever it comes to the top of S, so those of Q that are in S, and hence the
     * ghosts they become, are in order of time as well; pruning the stack is forgetting the oldest ghosts.
     *
     * Invariants (c: capacity; weights instead of numbers of blocks)
     *   I1  every entry of the cache stands in exactly one of lir, hir; lir is in order of time.
     *   I2  lir weighs at most lirMax, 99 % of c rounded down.
     *   I3  ghosts are in order of time, all later than the first of lir; they weigh at most 2c.
     *
     * Differences from the paper: the number of ghosts is bounded, oldest forgotten first (the paper leaves it open; 2c
     * as in the simulator we compare with). A HIR entry hit twice in a row stays HIR, and one that came while the cache
     * was filling is not in S before it is used again; both as in that simulator. Ghosts are 32-bit hashes. Where
     * entries were removed, any that is used becomes LIR as long as it fits. Where entries have weights, one heavier
     * than what LIR leaves free leaves at once on its first use, and stays on its second.
     */
    private static final byte LIR = 1;
    private static final byte HIR = 2;

    private static final int GHOSTS_PER_ENTRY = 2;
    private static final long NOT_IN_STACK = 0;

    private final EntryQueue<TimedEntry> lir = new EntryQueue<>();
    private final EntryQueue<TimedEntry> hir = new EntryQueue<>();
    private final DatedGhosts ghosts = new DatedGhosts();
    private long capacity;
    private long lirMax;
    private long now;

    LirsPolicy(PolicySettings settings) {
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        lirMax = capacity - capacity / 100 - (capacity % 100 == 0 ? 0 : 1);
        balance();
    }

    @Override
    public TimedEntry newEntry() {
        return new TimedEntry();
    }

    @Override
    public void onInsert(TimedEntry entry) {
        long lastUse = ghosts.timeOf(entry.keyHash());
        ghosts.remove(entry.keyHash());
        boolean filling = lir.weight() + hir.weight() + entry.weight() <= capacity;
        if (becomesLir(entry, isInStack(lastUse))) {
            addLir(entry);
        } else {
            addHir(entry, filling ? NOT_IN_STACK : ++now);
        }
        balance();
    }

    @Override
    public void onHit(TimedEntry entry) {
        if (entry.queue == LIR) {
            lir.remove(entry);
            addLir(entry);
        } else {
            hir.remove(entry);
            boolean onTop = entry.time == now;
            if (becomesLir(entry, isInStack(entry.time) && !onTop)) {
                addLir(entry);
            } else {
                addHir(entry, ++now);
            }
        }
        balance();
    }

    @Override
    public void onUpdate(TimedEntry entry, int oldWeight) {
        queueOf(entry).reweigh(entry, oldWeight);
        onHit(entry);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(TimedEntry entry) {
        queueOf(entry).remove(entry);
        prune();
    }

    @Override
    public @Nullable TimedEntry victim() {
        TimedEntry victim = hir.poll();
        if (victim == null) {
            victim = lir.poll();
        } else if (isInStack(victim.time)) {
            ghosts.add(victim.keyHash(), victim.weight(), victim.time);
        }
        prune();
        return victim;
    }

    /** Whether an entry or ghost last used at {@code time} is in the stack S of the paper. */
    private boolean isInStack(long time) {
        TimedEntry bottom = lir.first();
        return bottom != null && time > bottom.time;
    }

    private boolean becomesLir(TimedEntry entry, boolean usedSoonAgain) {
        long room = usedSoonAgain ? lirMax : lirMax - lir.weight();
        return entry.weight() <= room;
    }

    private EntryQueue<TimedEntry> queueOf(TimedEntry entry) {
        return entry.queue == LIR ? lir : hir;
    }

    private void addLir(TimedEntry entry) {
        entry.time = ++now;
        entry.queue = LIR;
        lir.add(entry);
    }

    private void addHir(TimedEntry entry, long time) {
        entry.time = time;
        entry.queue = HIR;
        hir.add(entry);
    }

    /** Makes HIR what is too much, longest unused first. */
    private void balance() {
        while (lir.weight() > lirMax) {
            TimedEntry bottom = lir.poll();
            if (bottom != null) {
                addHir(bottom, bottom.time);
            }
        }
        prune();
    }

    private void prune() {
        while (ghosts.size() > 0
                && (!isInStack(ghosts.oldestTime()) || ghosts.weight() > GHOSTS_PER_ENTRY * capacity)) {
            ghosts.removeOldest();
        }
    }

    void checkInvariants() {
        lir.checkInvariants();
        hir.checkInvariants();
        ghosts.checkInvariants();
        long before = NOT_IN_STACK;
        for (TimedEntry entry : lir) {
            check(entry.queue == LIR && entry.time > before, "lir is not in order");
            before = entry.time;
        }
        hir.forEach(entry -> check(entry.queue == HIR && entry.time <= now, "hir holds an entry that is not HIR"));
        check(lir.weight() <= lirMax, "lir is too heavy");
        check(ghosts.size() == 0 || isInStack(ghosts.oldestTime()), "a ghost is older than every LIR entry");
        check(ghosts.weight() <= GHOSTS_PER_ENTRY * capacity, "ghosts are too heavy");
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what + ": lir " + lir.weight() + " of " + lirMax + ", hir " + hir.weight()
                    + ", ghosts " + ghosts.weight());
        }
    }
}
