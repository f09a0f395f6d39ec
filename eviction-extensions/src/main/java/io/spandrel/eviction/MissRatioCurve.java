package io.spandrel.eviction;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Tells, while a cache runs, what its hit ratio would be if it were smaller or larger: by the stack distances of a sample
 * of its keys.
 *
 * <p>Thread-safe. A request outside the sample costs a multiplication, a comparison and a plain addition, and takes no
 * lock. A request in the sample takes a lock for well under a microsecond; if it does not get it soon, it is dropped.
 *
 * @see <a href="https://www.usenix.org/conference/fast15/technical-sessions/presentation/waldspurger">Waldspurger, Park,
 *     Garthwaite, Ahmad, Efficient MRC construction with SHARDS, USENIX FAST 2015</a>
 */
public final class MissRatioCurve {

    /*
     * SampledDistances is the paper's algorithm; here are the threads, the exact counts and the time. What the sample
     * has too few or too many of the requests, mostly for want or excess of very popular keys, is to be put right
     * at the shortest distance (SHARDS-adj, section 4.2): that is, the estimated misses are divided by the exact
     * number of requests, for which every read is counted.
     *
     * Only reads are requests. A write makes its key the one used last; so a miss and the write that follows count once.
     * A removed key leaves the stack, an evicted one stays.
     *
     * Budget: a small cache has all its keys in the sample, and a busy one would pay for every request. So the curve
     * watches in bursts (SamplingBudget) and is blind between them. The first quarter of a burst puts the stack in order
     * again and is not counted, neither here nor there.
     *
     * Forgetting: every five minutes half of all counts goes, in eight steps. A step is put off until twice as many
     * requests as there are keys came since the last, and takes half at most, so that a quiet cache keeps enough to
     * tell a curve from.
     *
     * Differences from the paper: it forgets, it pauses, and see SampledDistances.
     *
     * Invariant (under lock)
     *   I1  gate is the sample's threshold while watching, else 0.
     */

    /** Capacities that are predicted, as shares of the present one: an eighth to four times, eight to each doubling. */
    public static final List<Double> SCALES =
            IntStream.rangeClosed(-24, 16).mapToObj(i -> Math.pow(2, i / 8.0)).toList();

    /** What a curve may sample in a running cache, requests a second in the long run. */
    public static final long SAMPLED_PER_SECOND = 100_000;

    private static final long HALF_LIFE_NANOS = 300_000_000_000L;
    private static final long STEP_NANOS = HALF_LIFE_NANOS / 8;
    private static final int BURST_PER_KEY = 32;
    private static final int BURST_MIN = 4096;
    private static final int PACE = 64;
    private static final int SPINS = 64;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final RequestCounter requests =
            new RequestCounter(Runtime.getRuntime().availableProcessors());
    private final LongAdder dropped = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final SampledDistances distances;
    private final SamplingBudget budget;
    private final LongSupplier clock;
    private volatile long gate;

    // guarded by lock; the first three fade
    private double hits;
    private double misses;
    private double lost;
    private long hitsSeen;
    private long missesSeen;
    private int unpaid;
    private long warmUp;
    private double countedAtStep;
    private long stepped;

    /**
     * Begins to watch an empty cache.
     *
     * @param capacity the cache's bound, 1 or more
     * @param sampledPerSecond requests it may sample in a second in the long run; {@code Long.MAX_VALUE}: any
     * @param clock ns, never going back
     */
    public MissRatioCurve(long capacity, long sampledPerSecond, LongSupplier clock) {
        this.distances = new SampledDistances(capacity);
        this.clock = clock;
        this.stepped = clock.getAsLong();
        this.budget = new SamplingBudget(sampledPerSecond, (long) BURST_PER_KEY * SampledDistances.KEYS_MAX, stepped);
        this.gate = distances.threshold();
    }

    /** What the curve says now. */
    public CurveSnapshot snapshot() {
        lock.lock();
        try {
            settle();
            return CurveSnapshot.of(
                    distances, hits, misses, Math.max(0, hits + misses - lost), distances.memory() + requests.memory());
        } finally {
            lock.unlock();
        }
    }

    /** A read found its entry, of {@code weight}. */
    void hit(Object key, int weight) {
        boolean beat = requests.add(true);
        int bits = scramble(key);
        if (isWatched(bits) || beat) {
            sample(bits, weight, true);
        }
    }

    /** A read found nothing. */
    void missed(Object key) {
        boolean beat = requests.add(false);
        int bits = scramble(key);
        if (isWatched(bits) || beat) {
            sample(bits, 0, false);
        }
    }

    /** An entry was written, and weighs {@code weight}. */
    void written(Object key, int weight) {
        int bits = scramble(key);
        if (isWatched(bits)) {
            change(bits, () -> distances.use(bits, weight));
        }
    }

    /** An entry is gone: reading its key would find nothing, however large the cache. */
    void removed(Object key) {
        int bits = scramble(key);
        if (isWatched(bits)) {
            change(bits, () -> distances.remove(bits));
        }
    }

    /** All entries are gone. */
    void cleared() {
        lock.lock();
        try {
            distances.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The cache has another bound: what was counted is forgotten. */
    void resize(long capacity) {
        lock.lock();
        try {
            settle();
            distances.resize(capacity);
            fade(0);
            countedAtStep = 0;
            gate = gate == 0 ? 0 : distances.threshold();
        } finally {
            lock.unlock();
        }
    }

    // ---- without the lock ----

    /** Spreads a key's hash over 32 bits: the halves of a product, folded. */
    private static int scramble(Object key) {
        long product = key.hashCode() * MULTIPLIER;
        return (int) (product ^ product >>> Integer.SIZE);
    }

    private boolean isWatched(int bits) {
        return Integer.toUnsignedLong(bits) < gate;
    }

    private void sample(int bits, int weight, boolean hit) {
        if (!enter()) {
            dropped.increment();
            return;
        }
        try {
            if (isWatched(bits)) {
                request(bits, weight, hit);
            }
            pay();
        } finally {
            lock.unlock();
        }
    }

    private void change(int bits, Runnable change) {
        if (enter()) {
            try {
                if (isWatched(bits)) {
                    change.run();
                }
                pay();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean enter() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    // ---- under the lock ----

    private void request(int bits, int weight, boolean hit) {
        if (warmUp == 0) {
            distances.count(bits);
        } else {
            if (warmUp == 1) {
                settle();
            }
            warmUp--;
        }
        if (hit) {
            distances.use(bits, weight);
        } else {
            distances.use(bits);
        }
    }

    private void pay() {
        unpaid++;
        if (gate == 0 || unpaid >= PACE) {
            pace(clock.getAsLong());
        } else if (gate != distances.threshold()) {
            gate = distances.threshold();
        }
    }

    private void pace(long now) {
        long burst = Math.max(BURST_MIN, (long) BURST_PER_KEY * distances.keys());
        boolean watch = budget.watch(unpaid, burst, now);
        unpaid = 0;
        if (watch != gate > 0) {
            settle();
            warmUp = watch ? burst / 4 : 0;
        }
        gate = watch ? distances.threshold() : 0;
        if (now - stepped >= STEP_NANOS) {
            forget(now);
        }
    }

    private void forget(long now) {
        settle();
        if (hits + misses - countedAtStep >= 2 * distances.keys() / distances.rate()) {
            fade(Math.pow(2, -Math.min(1, (now - stepped) / (double) HALF_LIFE_NANOS)));
            countedAtStep = hits + misses;
            stepped = now;
        }
    }

    private void fade(double share) {
        hits *= share;
        misses *= share;
        lost *= share;
        distances.histogram().fade(share);
    }

    /** Books the reads since the last time, if the sample was counted meanwhile. */
    private void settle() {
        long hitsNow = requests.hits();
        long missesNow = requests.misses();
        long droppedNow = dropped.sumThenReset();
        if (gate > 0 && warmUp == 0) {
            hits += hitsNow - hitsSeen;
            misses += missesNow - missesSeen;
            lost += droppedNow / distances.rate();
        }
        hitsSeen = hitsNow;
        missesSeen = missesNow;
    }

    void checkInvariants() {
        distances.checkInvariants();
        if (gate != 0 && gate != distances.threshold()) {
            throw new IllegalStateException("gate " + gate + ", threshold " + distances.threshold());
        }
    }
}
