package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * ARC, the adaptive replacement cache: one LRU list of entries seen once, one of entries seen again, and a ghost list
 * behind each. A key that returns from a ghost list shows which of the two was too short, and shifts the balance.
 *
 * <p>Hits are replayed from buffers, so under heavy concurrent reading the order is approximate.
 *
 * @see <a href="https://www.usenix.org/conference/fast-03/arc-self-tuning-low-overhead-replacement-cache">Megiddo,
 *     Modha, ARC: a self-tuning, low overhead replacement cache, FAST 2003</a>
 */
final class ArcPolicy implements EvictionPolicy<QueuedEntry> {

    /*
     * The lists of the paper: once = T1, again = T2, with the ghosts of each = B1, B2; onceTarget = p.
     *
     * In the paper room is made before the new entry is placed. Here the cache inserts first and then asks for victims,
     * so the newest entry waits in `arriving` until there is room for it. Trimming the ghosts after it was placed
     * forgets the same keys as the cases of the paper do before: where T1 fills the cache, its oldest becomes a ghost
     * and is forgotten at once.
     *
     * Invariants (c: capacity; weights instead of numbers of pages)
     *   I1  every entry of the cache stands in exactly one of once, again, arriving.
     *   I2  0 <= onceTarget <= c.
     *   I3  the ghosts of once fill up to c what once leaves free; all four lists together weigh at most 2c, unless
     *       the entries alone are heavier.
     *
     * Differences from the paper: where the entries have weights, the target moves by the weight of the returning
     * entry. The quotient of the ghost lists is rounded down, as in the simulator we compare with. Ghosts are 32-bit
     * hashes. Entries may be removed, so the lists can be shorter than the paper has them.
     */
    private static final byte ONCE = 1;
    private static final byte AGAIN = 2;

    private final EntryQueue<QueuedEntry> once = new EntryQueue<>();
    private final EntryQueue<QueuedEntry> again = new EntryQueue<>();
    private final GhostQueue onceGhosts = new GhostQueue(0);
    private final GhostQueue againGhosts = new GhostQueue(0);
    private @Nullable QueuedEntry arriving;
    private boolean arrivingFromAgain;
    private long capacity;
    private long onceTarget;

    ArcPolicy(PolicySettings settings) {
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        onceTarget = Math.min(onceTarget, capacity);
        trimGhosts();
    }

    @Override
    public QueuedEntry newEntry() {
        return new QueuedEntry();
    }

    @Override
    public void onInsert(QueuedEntry entry) {
        settle();
        recall(entry);
        arriving = entry;
        settleIfRoom();
    }

    @Override
    public void onHit(QueuedEntry entry) {
        settle();
        listOf(entry).remove(entry);
        entry.queue = AGAIN;
        again.add(entry);
        trimGhosts();
    }

    @Override
    public void onUpdate(QueuedEntry entry, int oldWeight) {
        if (entry != arriving) {
            listOf(entry).reweigh(entry, oldWeight);
        }
        onHit(entry);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(QueuedEntry entry) {
        if (entry == arriving) {
            arriving = null;
        } else {
            listOf(entry).remove(entry);
        }
    }

    @Override
    public @Nullable QueuedEntry victim() {
        QueuedEntry victim = onceIsTooLong() ? demote(once, onceGhosts) : demote(again, againGhosts);
        if (victim == null) {
            victim = arriving;
            arriving = null;
        }
        settleIfRoom();
        return victim;
    }

    /** Moves the target if the key of {@code entry} is remembered, and chooses the list it will stand in. */
    private void recall(QueuedEntry entry) {
        long weight = Math.max(1, entry.weight());
        long onceGhostly = onceGhosts.weight();
        long againGhostly = againGhosts.weight();
        arrivingFromAgain = false;
        entry.queue = ONCE;
        if (onceGhosts.remove(entry.keyHash())) {
            onceTarget = Math.min(capacity, onceTarget + weight * Math.max(1, againGhostly / onceGhostly));
            entry.queue = AGAIN;
        } else if (againGhosts.remove(entry.keyHash())) {
            onceTarget = Math.max(0, onceTarget - weight * Math.max(1, onceGhostly / againGhostly));
            entry.queue = AGAIN;
            arrivingFromAgain = true;
        }
    }

    /** The choice the paper calls REPLACE. */
    private boolean onceIsTooLong() {
        boolean balanced = once.weight() == onceTarget && arrivingFromAgain && arriving != null;
        return again.isEmpty() || (!once.isEmpty() && (once.weight() > onceTarget || balanced));
    }

    private @Nullable QueuedEntry demote(EntryQueue<QueuedEntry> list, GhostQueue ghosts) {
        QueuedEntry oldest = list.poll();
        if (oldest != null) {
            trimGhosts();
            ghosts.add(oldest.keyHash(), oldest.weight());
            trimGhosts(); // a ghost weighs 1 at least, an entry perhaps nothing
        }
        return oldest;
    }

    private void settleIfRoom() {
        QueuedEntry entry = arriving;
        if (entry != null && once.weight() + again.weight() + entry.weight() <= capacity) {
            settle();
        }
    }

    private void settle() {
        QueuedEntry entry = arriving;
        if (entry != null) {
            arriving = null;
            listOf(entry).add(entry);
            trimGhosts();
        }
    }

    private void trimGhosts() {
        onceGhosts.resize(Math.max(0, capacity - once.weight()));
        againGhosts.resize(Math.max(0, 2 * capacity - once.weight() - again.weight() - onceGhosts.weight()));
    }

    private EntryQueue<QueuedEntry> listOf(QueuedEntry entry) {
        return entry.queue == ONCE ? once : again;
    }

    void checkInvariants() {
        once.checkInvariants();
        again.checkInvariants();
        onceGhosts.checkInvariants();
        againGhosts.checkInvariants();
        once.forEach(entry -> check(entry, ONCE));
        again.forEach(entry -> check(entry, AGAIN));
        long entries = once.weight() + again.weight();
        long all = entries + onceGhosts.weight() + againGhosts.weight();
        if (onceTarget < 0 || onceTarget > capacity || all > Math.max(entries, 2 * capacity)) {
            throw new IllegalStateException("target " + onceTarget + ", entries " + entries + ", with ghosts " + all
                    + ", capacity " + capacity);
        }
    }

    private static void check(QueuedEntry entry, byte list) {
        if (entry.queue != list) {
            throw new IllegalStateException(entry + " in list " + list + " says " + entry.queue);
        }
    }
}
