package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * S3-FIFO: a small queue filters out what is used once, a main queue keeps the rest, and a ghost queue of keys lets
 * those that come back go to main directly. All three are FIFO.
 *
 * <p>A hit raises a two-bit counter in the entry, without a lock and without a buffer.
 *
 * @see <a href="https://doi.org/10.1145/3600006.3613147">Yang et al., FIFO queues are all you need for cache eviction,
 *     SOSP 2023</a>
 */
final class S3FifoPolicy implements EvictionPolicy<S3FifoPolicy.Node> {

    /*
     * In the paper room is made before the new entry is placed, and its place depends on the ghosts at that time.
     * Here the cache inserts first and then asks for victims, so the newest entry waits in `arriving` until the
     * next event, and only then enters a queue.
     *
     * Invariants
     *   I1  every entry of the cache stands in exactly one of small, main, arriving.
     *   I2  frequency is 0..3.
     *   I3  ghost weighs at most 9/10 of the capacity.
     *
     * Differences from the paper: the ghost queue has an own bound, as in the authors' implementation; ghosts are
     * 32-bit hashes, as the paper proposes; the small queue is at least 1.
     *
     * Where moving an entry to main overflows main, the paper evicts from main and goes on until small has given an
     * entry too; `owesSmall` remembers that between two calls of victim().
     */
    private static final byte IN_SMALL = 1;
    private static final byte IN_MAIN = 2;

    private static final int FREQUENCY_MAX = 3;
    private static final int PROMOTED_ABOVE = 1;

    private final EntryQueue<Node> small = new EntryQueue<>();
    private final EntryQueue<Node> main = new EntryQueue<>();
    private final GhostQueue ghosts;
    private @Nullable Node arriving;
    private boolean owesSmall;
    private long capacity;
    private long smallMax;
    private long mainMax;

    /** An entry, the queue it stands in (0: none) and how often it was used, up to 3. */
    static final class Node extends LinkedEntry {
        private byte frequency;
        private byte queue;

        @Override
        protected boolean touch() {
            byte seen = frequency;
            if (seen < FREQUENCY_MAX) {
                frequency = (byte) (seen + 1);
            }
            return false;
        }
    }

    S3FifoPolicy(PolicySettings settings) {
        ghosts = new GhostQueue(0);
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        smallMax = Math.max(1, capacity / 10);
        mainMax = Math.max(1, capacity - smallMax);
        ghosts.resize((long) (capacity * 0.9));
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        settle();
        arriving = entry;
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        if (entry.queue == IN_SMALL) {
            small.reweigh(entry, oldWeight);
        } else if (entry.queue == IN_MAIN) {
            main.reweigh(entry, oldWeight);
        }
        entry.touch();
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        if (entry.queue == IN_SMALL) {
            small.remove(entry);
        } else if (entry.queue == IN_MAIN) {
            main.remove(entry);
        } else {
            arriving = null;
        }
        entry.queue = 0;
    }

    @Override
    public @Nullable Node victim() {
        boolean owed = owesSmall;
        owesSmall = false;
        if (owed || small.weight() >= smallMax || main.isEmpty()) {
            Node victim = victimOfSmall();
            if (victim != null || (owed && !isOver())) {
                return victim;
            }
        }
        Node victim = victimOfMain();
        if (victim == null) {
            victim = arriving;
            arriving = null;
        }
        return victim;
    }

    @Override
    public boolean wantsMore() {
        return owesSmall;
    }

    private boolean isOver() {
        Node newest = arriving;
        return small.weight() + main.weight() + (newest == null ? 0 : newest.weight()) > capacity;
    }

    private void settle() {
        Node entry = arriving;
        if (entry != null) {
            arriving = null;
            if (ghosts.remove(entry.keyHash())) {
                enter(main, IN_MAIN, entry);
            } else {
                enter(small, IN_SMALL, entry);
            }
        }
    }

    private static void enter(EntryQueue<Node> queue, byte id, Node entry) {
        queue.add(entry);
        entry.queue = id;
    }

    /** The first of small that was not used twice; those that were move to main, and may push one out there. */
    private @Nullable Node victimOfSmall() {
        for (Node entry = small.poll(); entry != null; entry = small.poll()) {
            if (entry.frequency <= PROMOTED_ABOVE) {
                entry.queue = 0;
                ghosts.add(entry.keyHash(), entry.weight());
                return entry;
            }
            entry.frequency = 0;
            enter(main, IN_MAIN, entry);
            if (main.weight() > mainMax) {
                owesSmall = true;
                return victimOfMain();
            }
        }
        return null;
    }

    /** The first of main that was not used; those that were go round again, with a use less. */
    private @Nullable Node victimOfMain() {
        for (long spared = (FREQUENCY_MAX + 1L) * main.size(); spared > 0; spared--) {
            Node entry = main.first();
            if (entry == null || entry.frequency == 0) {
                break;
            }
            entry.frequency--;
            main.moveToEnd(entry);
        }
        Node victim = main.poll();
        if (victim != null) {
            victim.queue = 0;
        }
        return victim;
    }

    void checkInvariants() {
        small.checkInvariants();
        main.checkInvariants();
        ghosts.checkInvariants();
        small.forEach(entry -> check(entry, IN_SMALL));
        main.forEach(entry -> check(entry, IN_MAIN));
        if (arriving != null) {
            check(arriving, (byte) 0);
        }
    }

    private static void check(Node entry, byte queue) {
        if (entry.queue != queue || entry.frequency < 0 || entry.frequency > FREQUENCY_MAX) {
            throw new IllegalStateException(
                    entry + " in queue " + queue + " says " + entry.queue + ", frequency " + entry.frequency);
        }
    }
}
