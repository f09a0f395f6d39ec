package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * CLOCK-Pro: LIRS with marks instead of lists in order of use. Entries are hot or cold; a cold one used again within its
 * test period becomes hot, also if it left the cache meanwhile. How much of the cache the cold ones get adapts to how
 * often that happens.
 *
 * <p>A hit sets one mark in the entry, without a lock and without a buffer.
 *
 * @see <a href="https://www.usenix.org/conference/2005-usenix-annual-technical-conference/clock-pro-effective-improvement-clock-replacement">
 *     Jiang, Chen, Zhang, CLOCK-Pro: an effective improvement of the CLOCK replacement, USENIX 2005</a>
 */
final class ClockProPolicy implements EvictionPolicy<TimedEntry> {

    /*
     * The paper has one circular list with three hands. A hand that moves an entry on puts it at the head of the list,
     * so every hand rests at the oldest of its kind, and the list can be kept as one queue for each kind, all in order
     * of the time an entry last came to the head: the hot hand is at the first of `hot`, the cold hand at the
     * first of `passed` and then of `ahead`, the test hand at the oldest ghost. What the hot hand has passed is out of
     * its test period; that is why cold entries stand in two queues, `passed` behind the hot hand and `ahead` of it.
     *
     * The cache inserts first and then asks for victims: the newest entry waits in `arriving` until there is room.
     *
     * Invariants (c: capacity; weights instead of numbers of pages)
     *   I1  every entry of the cache stands in exactly one of hot, passed, ahead, arriving.
     *   I2  hot, ahead, ghosts are in order of time; everything in ahead and ghosts is later than the first of hot.
     *   I3  coldMin <= coldTarget <= coldMax; ghosts weigh at most 2c.
     *
     * Differences from the paper: the number of ghosts is 2c instead of c, and coldTarget stays within 1 and 99 % of c,
     * as in the simulator we compare with; from it too: a page in its test period is not made hot when the hot hand
     * reaches it without having found one to make cold. Where entries have weights, coldTarget moves by the
     * weight of the entry that was tested. Ghosts are 32-bit hashes.
     */
    private static final byte HOT = 1;
    private static final byte IN_TEST = 2;
    private static final byte COLD = 3;
    private static final byte PASSED = 4;

    private static final int GHOSTS_PER_ENTRY = 2;

    private final EntryQueue<TimedEntry> hot = new EntryQueue<>();
    private final EntryQueue<TimedEntry> passed = new EntryQueue<>();
    private final EntryQueue<TimedEntry> ahead = new EntryQueue<>();
    private final DatedGhosts ghosts = new DatedGhosts();
    private @Nullable TimedEntry arriving;
    private long capacity;
    private long coldMin;
    private long coldMax;
    private long coldTarget;
    private long now;

    /** An entry that is marked when it is used. */
    private static final class Node extends TimedEntry {

        @Override
        protected boolean touch() {
            if (!used) {
                used = true;
            }
            return false;
        }
    }

    ClockProPolicy(PolicySettings settings) {
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        coldMin = Math.min(Math.max(2, capacity / 100), Math.max(1, capacity / 2));
        coldMax = Math.max(coldMin, Math.min(capacity - coldMin, (long) (capacity * 0.99)));
        aim(0);
        trimGhosts();
    }

    @Override
    public TimedEntry newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(TimedEntry entry) {
        settle();
        arriving = entry;
        settleIfRoom();
    }

    @Override
    public void onUpdate(TimedEntry entry, int oldWeight) {
        if (entry != arriving) {
            queueOf(entry).reweigh(entry, oldWeight);
        }
        entry.touch();
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(TimedEntry entry) {
        if (entry == arriving) {
            arriving = null;
        } else {
            queueOf(entry).remove(entry);
            endTests();
        }
    }

    /*
     * Readers go on setting marks while the hands move. Unmarked ones do not come back, so that without them two rounds
     * always find a victim; after that the oldest leaves whatever its mark says.
     */
    @Override
    public @Nullable TimedEntry victim() {
        TimedEntry victim = null;
        for (long steps = 2L * (size() + 1); steps > 0 && victim == null; steps--) {
            victim = runColdHand();
        }
        if (victim == null) {
            victim = oldest();
        }
        endTests();
        settleIfRoom();
        return victim;
    }

    private int size() {
        return hot.size() + passed.size() + ahead.size();
    }

    private long weight() {
        return hot.weight() + passed.weight() + ahead.weight();
    }

    private void settleIfRoom() {
        if (arriving != null && weight() + arriving.weight() <= capacity) {
            settle();
        }
    }

    /** Places the entry that has arrived: hot while the cache fills, or if it returns within its test period. */
    private void settle() {
        TimedEntry entry = arriving;
        if (entry == null) {
            return;
        }
        arriving = null;
        int hash = entry.keyHash();
        long tested = ghosts.timeOf(hash);
        boolean filling = weight() + entry.weight() <= capacity - coldTarget;
        boolean becomesHot = filling || (tested != DatedGhosts.NONE && makesRoomInHot(tested, entry.weight()));
        ghosts.remove(hash);
        toHead(entry, becomesHot ? HOT : IN_TEST);
        endTests();
    }

    private void toHead(TimedEntry entry, byte queue) {
        entry.queue = queue;
        entry.time = ++now;
        (queue == HOT ? hot : ahead).add(entry);
    }

    /** Moves the cold hand by one entry; returns that entry if it leaves the cache. */
    private @Nullable TimedEntry runColdHand() {
        EntryQueue<TimedEntry> queue = passed.isEmpty() ? ahead : passed;
        TimedEntry entry = queue.first();
        if (entry == null) {
            runHotHand(++now);
            return null;
        }
        if (entry.used) {
            boolean becomesHot = entry.queue == IN_TEST && makesRoomInHot(entry.time, entry.weight());
            queueOf(entry).remove(entry);
            entry.used = false;
            toHead(entry, becomesHot ? HOT : IN_TEST);
            return null;
        }
        queue.remove(entry);
        if (entry.queue == IN_TEST) {
            ghosts.add(entry.keyHash(), entry.weight(), entry.time);
            trimGhosts();
        }
        return entry;
    }

    /**
     * An entry of {@code weight}, which came to the head at {@code time}, was used in its test period.
     *
     * @return false if the hot hand reached it before there was room
     */
    private boolean makesRoomInHot(long time, int weight) {
        aim(Math.max(1, weight));
        while (hot.weight() + weight > capacity - coldTarget) {
            if (isPassed(time) || !runHotHand(time)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPassed(long time) {
        TimedEntry first = hot.first();
        return first != null && time < first.time;
    }

    /** Makes one hot entry cold that came to the head before {@code time}; returns whether there was one. */
    private boolean runHotHand(long time) {
        boolean madeCold = false;
        for (TimedEntry entry = hot.first(); entry != null && entry.time < time && !madeCold; entry = hot.first()) {
            hot.remove(entry);
            madeCold = !entry.used;
            entry.used = false;
            toHead(entry, madeCold ? COLD : HOT);
        }
        endTests();
        return madeCold;
    }

    /** Ends the test period of all that the hot hand has passed. */
    private void endTests() {
        while (ghosts.size() > 0 && isPassed(ghosts.oldestTime())) {
            aim(-ghosts.removeOldest());
        }
        for (TimedEntry entry = ahead.first(); entry != null && isPassed(entry.time); entry = ahead.first()) {
            ahead.remove(entry);
            passed.add(entry);
            boolean tested = entry.queue == IN_TEST;
            entry.queue = PASSED;
            if (tested) {
                aim(entry.used ? entry.weight() : -entry.weight());
            }
        }
    }

    private void trimGhosts() {
        while (ghosts.weight() > GHOSTS_PER_ENTRY * capacity) {
            aim(-ghosts.removeOldest());
        }
    }

    private void aim(long change) {
        coldTarget = Math.max(coldMin, Math.min(coldMax, coldTarget + change));
    }

    private @Nullable TimedEntry oldest() {
        EntryQueue<TimedEntry> queue = !passed.isEmpty() ? passed : !ahead.isEmpty() ? ahead : hot;
        TimedEntry entry = queue.poll();
        if (entry == null) {
            entry = arriving;
            arriving = null;
        }
        return entry;
    }

    private EntryQueue<TimedEntry> queueOf(TimedEntry entry) {
        return switch (entry.queue) {
            case HOT -> hot;
            case PASSED -> passed;
            default -> ahead;
        };
    }

    void checkInvariants() {
        hot.checkInvariants();
        passed.checkInvariants();
        ahead.checkInvariants();
        ghosts.checkInvariants();
        checkOrder(hot);
        checkOrder(ahead);
        for (TimedEntry entry : ahead) {
            check(!isPassed(entry.time), "the hot hand is ahead of a cold entry");
        }
        check(ghosts.size() == 0 || !isPassed(ghosts.oldestTime()), "the hot hand is ahead of a ghost");
        check(ghosts.weight() <= GHOSTS_PER_ENTRY * capacity, "ghosts are too heavy");
        check(coldMin <= coldTarget && coldTarget <= coldMax, "cold target out of bounds");
    }

    private void checkOrder(EntryQueue<TimedEntry> queue) {
        long before = 0;
        for (TimedEntry entry : queue) {
            check(entry.time > before, "not in order of time");
            before = entry.time;
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what + ": hot " + hot.weight() + ", passed " + passed.weight() + ", ahead "
                    + ahead.weight() + ", ghosts " + ghosts.weight() + ", cold target " + coldTarget + " in " + coldMin
                    + ".." + coldMax);
        }
    }
}
