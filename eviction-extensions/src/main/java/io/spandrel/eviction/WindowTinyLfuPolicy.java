package io.spandrel.eviction;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * W-TinyLFU: new entries pass through an LRU window; one that falls out of it stays only if it was used more often than
 * the entry that would have to leave the main space for it. The main space is a segmented LRU: entries are on probation
 * until they are used again, and then protected. The size of the window adapts to the workload.
 *
 * <p>Hits are replayed from buffers, so under heavy concurrent reading order and frequencies are approximate.
 *
 * @see <a href="https://doi.org/10.1145/3149371">Einziger, Friedman, Manes, TinyLFU: a highly efficient cache admission
 *     policy, TOS 2017</a>
 * @see <a href="https://doi.org/10.1145/3274808.3274816">Einziger, Eytan, Friedman, Manes, Adaptive software cache
 *     management, Middleware 2018</a>, for the adaptive window
 */
final class WindowTinyLfuPolicy implements EvictionPolicy<QueuedEntry> {

    /*
     * The candidate is the oldest of the window, the victim the oldest on probation; the one used less often leaves,
     * the candidate on a tie. While the cache is full every insertion makes one such choice.
     *
     * The window starts at 1 % and the climber upwards. Each time the sketch has seen a sample of uses (ten for each entry) while the cache
     * is full, the hit ratio tells the climber by how much to move the border between window and protected.
     * A move relinks at most 1/16 of the entries, and there are ten uses of each between two moves.
     *
     * Invariants (c: capacity)
     *   I1  every entry of the cache stands in exactly one of window, probation, shielded (the paper: protected).
     *   I2  1 <= windowMax; 0 <= shieldedMax; windowMax + shieldedMax <= c.
     *   I3  shielded weighs at most shieldedMax; window at most windowMax unless the cache is over its bound.
     *
     * Differences from the paper: a candidate that was used six times or more but not more often than the
     * victim stays once in 128 times, so that keys chosen to collide in the sketch cannot keep all others out. There is
     * no doorkeeper in front of the sketch. The sketch grows with the number of entries.
     */
    private static final byte WINDOW = 1;
    private static final byte PROBATION = 2;
    private static final byte SHIELDED = 3;

    private static final double MAIN_SHARE = 0.99;
    private static final double SHIELDED_SHARE_OF_MAIN = 0.8;
    private static final int LUCKY_FREQUENCY = 6;
    private static final int LUCK = 128;

    private final EntryQueue<QueuedEntry> window = new EntryQueue<>();
    private final EntryQueue<QueuedEntry> probation = new EntryQueue<>();
    private final EntryQueue<QueuedEntry> shielded = new EntryQueue<>();
    private final FrequencySketch sketch = new FrequencySketch();
    private final SplittableRandom random;
    private HillClimber climber = new HillClimber(1);
    private long capacity;
    private long windowMax;
    private long shieldedMax;
    private long hits;
    private long misses;

    WindowTinyLfuPolicy(PolicySettings settings) {
        random = new SplittableRandom(settings.seed());
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
        long mainMax = (long) (MAIN_SHARE * capacity);
        windowMax = capacity - mainMax;
        shieldedMax = (long) (SHIELDED_SHARE_OF_MAIN * mainMax);
        climber = new HillClimber(1);
        hits = 0;
        misses = 0;
        unshield();
        drainWindow();
    }

    @Override
    public QueuedEntry newEntry() {
        return new QueuedEntry();
    }

    @Override
    public void onInsert(QueuedEntry entry) {
        misses++;
        window.add(entry);
        entry.queue = WINDOW;
        sketch.ensureCapacity((long) window.size() + probation.size() + shielded.size());
        sketch.increment(entry.keyHash());
        drainWindow();
    }

    @Override
    public void onHit(QueuedEntry entry) {
        hits++;
        use(entry);
    }

    @Override
    public void onUpdate(QueuedEntry entry, int oldWeight) {
        queueOf(entry).reweigh(entry, oldWeight);
        onHit(entry);
        drainWindow();
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(QueuedEntry entry) {
        queueOf(entry).remove(entry);
    }

    @Override
    public @Nullable QueuedEntry victim() {
        QueuedEntry candidate = window.first();
        if (candidate != null && window.weight() > windowMax) {
            move(candidate, PROBATION);
        }
        QueuedEntry victim = probation.isEmpty() ? shielded.first() : probation.first();
        QueuedEntry leaves = victim == null || candidate != null && !isAdmitted(candidate, victim) ? candidate : victim;
        if (leaves != null) {
            queueOf(leaves).remove(leaves);
        }
        climb();
        drainWindow();
        return leaves;
    }

    private boolean isAdmitted(QueuedEntry candidate, QueuedEntry victim) {
        int frequency = sketch.frequency(candidate.keyHash());
        return frequency > sketch.frequency(victim.keyHash())
                || (frequency >= LUCKY_FREQUENCY && random.nextInt(LUCK) == 0);
    }

    private void use(QueuedEntry entry) {
        sketch.increment(entry.keyHash());
        boolean promoted = entry.queue == PROBATION && entry.weight() <= shieldedMax;
        move(entry, promoted ? SHIELDED : entry.queue);
        unshield();
    }

    /** Puts {@code entry} at the end of a queue, which may be its own. */
    private void move(QueuedEntry entry, byte queue) {
        queueOf(entry).remove(entry);
        entry.queue = queue;
        queueOf(entry).add(entry);
    }

    private EntryQueue<QueuedEntry> queueOf(QueuedEntry entry) {
        return switch (entry.queue) {
            case WINDOW -> window;
            case PROBATION -> probation;
            default -> shielded;
        };
    }

    private void unshield() {
        putOnProbation(shielded, shieldedMax);
    }

    /** Gives what is too much in the window to the main space if there is room; else victims are chosen first. */
    private void drainWindow() {
        if (weight() <= capacity) {
            putOnProbation(window, windowMax);
        }
    }

    /** Moves the oldest of {@code queue} until the rest weighs no more than {@code weightMax}. */
    private void putOnProbation(EntryQueue<QueuedEntry> queue, long weightMax) {
        for (QueuedEntry oldest = queue.first(); oldest != null && queue.weight() > weightMax; oldest = queue.first()) {
            move(oldest, PROBATION);
        }
    }

    private long weight() {
        return window.weight() + probation.weight() + shielded.weight();
    }

    private void climb() {
        if (hits + misses < sketch.sample()) {
            return;
        }
        long wanted = (long) (climber.move((double) hits / (hits + misses)) * capacity);
        hits = 0;
        misses = 0;
        long moved = Math.max(1 - windowMax, Math.min(shieldedMax, wanted));
        windowMax += moved;
        shieldedMax -= moved;
        unshield();
        if (moved > 0) {
            fillWindow();
        } else if (moved == 0) {
            climber.turn();
        }
    }

    private void fillWindow() {
        while (window.weight() < windowMax) {
            QueuedEntry oldest = probation.isEmpty() ? shielded.first() : probation.first();
            if (oldest == null) {
                break;
            }
            move(oldest, WINDOW);
        }
    }

    void checkInvariants() {
        window.checkInvariants();
        probation.checkInvariants();
        shielded.checkInvariants();
        sketch.checkInvariants();
        window.forEach(entry -> check(entry.queue == WINDOW, entry));
        probation.forEach(entry -> check(entry.queue == PROBATION, entry));
        shielded.forEach(entry -> check(entry.queue == SHIELDED, entry));
        check(windowMax >= 1 && shieldedMax >= 0 && windowMax + shieldedMax <= capacity, null);
        check(shielded.weight() <= shieldedMax, null);
        check(weight() > capacity || window.weight() <= windowMax, null);
    }

    private void check(boolean holds, @Nullable QueuedEntry entry) {
        if (!holds) {
            throw new IllegalStateException((entry == null ? "" : entry + " in queue " + entry.queue + "; ") + "window "
                    + window.weight() + " of " + windowMax + ", probation " + probation.weight() + ", protected "
                    + shielded.weight() + " of " + shieldedMax + ", capacity " + capacity);
        }
    }
}
