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
 * <p>Thread-safe. A request costs a comparison while the curve watches nothing; one outside the sample a plain
 * addition, a multiplication and another comparison; one inside the sample takes a lock for a fraction of a microsecond. A
 * reader that does not get the lock at once leaves its request in a buffer for the next one to work off; when that is
 * full and the lock is not to be had soon, it drops it.
 *
 * @see <a href="https://www.usenix.org/conference/fast15/technical-sessions/presentation/waldspurger">Waldspurger, Park,
 *     Garthwaite, Ahmad, Efficient MRC construction with SHARDS, USENIX FAST 2015</a>
 */
public final class MissRatioCurve extends WatchGate {

    /*
     * SampledDistances is the paper's algorithm, CurveSampler its economy; here are the threads. What the sample
     * has too few or too many of the requests, mostly for want or excess of very popular keys, is to be put right
     * at the shortest distance (SHARDS-adj, section 4.2): that is, the estimated misses are divided by the exact
     * number of requests, for which every read is counted while the curve watches.
     *
     * Only reads are requests. A write makes its key the one used last; so a miss and the write that follows count once.
     * A removed key leaves the stack, an evicted one stays.
     *
     * A request outside the sample writes nothing that another one reads; and what it reads of this object never
     * changes, but for the gate.
     *
     * Differences from the paper: it forgets, it pauses, and see SampledDistances.
     *
     * Invariant (under lock)
     *   I1  gate is the sampler's.
     */

    /** Capacities that are predicted, as shares of the present one: an eighth to four times, eight to each doubling. */
    public static final List<Double> SCALES =
            IntStream.rangeClosed(-24, 16).mapToObj(i -> Math.pow(2, i / 8.0)).toList();

    /** What a curve may spend in a running cache: sampled requests a second in the long run. */
    public static final long SAMPLED_PER_SECOND = 32_000;

    private static final int SPINS = 64;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final RequestCounter reads;
    private final SampleBuffer buffer;
    private final LongAdder dropped = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final CurveSampler sampler;
    private final LongSupplier clock;
    private final Alarm alarm;
    private volatile boolean buffered; // written only where threads contend for the lock

    /** Has things done later. */
    @FunctionalInterface
    public interface Alarm {

        /**
         * Runs {@code task} once, {@code nanos} from now or somewhat later. Called under a lock, so it must not run it at
         * once.
         */
        void after(long nanos, Runnable task);
    }

    /** Begins to watch all requests of an empty cache with a bound of {@code capacity}, 1 or more. */
    public MissRatioCurve(long capacity) {
        this(capacity, Long.MAX_VALUE, () -> 0, (nanos, task) -> {});
    }

    /**
     * Begins to watch an empty cache.
     *
     * @param capacity the cache's bound, 1 or more
     * @param sampledPerSecond requests it may sample in a second in the long run; {@code Long.MAX_VALUE}: any
     * @param clock ns, never going back
     * @param alarm wakes it when it has spent its budget and watches nothing; if it does not, the curve stays as it is
     */
    public MissRatioCurve(long capacity, long sampledPerSecond, LongSupplier clock, Alarm alarm) {
        int processors = Runtime.getRuntime().availableProcessors();
        this.reads = new RequestCounter(processors);
        this.buffer = new SampleBuffer(processors);
        this.sampler = new CurveSampler(reads, dropped, capacity, sampledPerSecond, clock.getAsLong());
        this.clock = clock;
        this.alarm = alarm;
        this.gate = sampler.gate();
    }

    /** What the curve says now. */
    public CurveSnapshot snapshot() {
        lock.lock();
        try {
            catchUp();
            return sampler.snapshot(buffer.memory());
        } finally {
            lock.unlock();
        }
    }

    /** A read found its entry, of {@code weight}. */
    void hit(Object key, int weight) {
        long limit = gate;
        if (limit > 0) {
            reads.add(true);
            show(key, limit, CurveSampler.Kind.HIT, weight);
        }
    }

    /** A read found nothing. */
    void missed(Object key) {
        long limit = gate;
        if (limit > 0) {
            reads.add(false);
            show(key, limit, CurveSampler.Kind.MISS, 0);
        }
    }

    /** An entry was written, and weighs {@code weight}. */
    void written(Object key, int weight) {
        show(key, gate, CurveSampler.Kind.WRITE, weight);
    }

    /** An entry is gone: reading its key would find nothing, however large the cache. */
    void removed(Object key) {
        show(key, gate, CurveSampler.Kind.REMOVAL, 0);
    }

    /** All entries are gone. */
    void cleared() {
        lock.lock();
        try {
            catchUp();
            sampler.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The cache has another bound: what was counted is forgotten. */
    void resize(long capacity) {
        lock.lock();
        try {
            catchUp();
            sampler.resize(capacity);
            gate = sampler.gate();
        } finally {
            lock.unlock();
        }
    }

    // ---- without the lock ----

    /** Spreads a key's hash over 32 bits: the halves of a product, folded. */
    static int scramble(Object key) {
        long product = key.hashCode() * MULTIPLIER;
        return (int) (product ^ product >>> Integer.SIZE);
    }

    private void show(Object key, long limit, CurveSampler.Kind kind, int weight) {
        if (limit > 0) {
            int bits = scramble(key);
            if (Integer.toUnsignedLong(bits) < limit) {
                sample(kind.event(bits, weight));
            }
        }
    }

    private void sample(long event) {
        if (lock.tryLock()) {
            workOff(event);
        } else if (buffer.offer(event)) {
            buffered = true;
        } else if (enter()) {
            workOff(event);
        } else {
            dropped.increment();
        }
    }

    /** Works off an event after those of other threads, and gives the lock back. */
    private void workOff(long event) {
        try {
            catchUp();
            sampler.accept(event);
            pay(1);
        } finally {
            lock.unlock();
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

    private void wake() {
        lock.lock();
        try {
            sampler.open(clock.getAsLong());
            gate = sampler.gate();
        } finally {
            lock.unlock();
        }
    }

    // ---- under the lock ----

    /** Works off what other threads have left. */
    private void catchUp() {
        if (buffered) {
            buffered = false;
            pay(buffer.drain(sampler));
        }
    }

    private void pay(int events) {
        sampler.pay(events, clock);
        if (gate != sampler.gate()) {
            gate = sampler.gate();
            if (gate == 0) {
                alarm.after(sampler.blindNanos(), this::wake);
            }
        }
    }

    void checkInvariants() {
        sampler.checkInvariants();
        if (gate != sampler.gate()) {
            throw new IllegalStateException("gate " + gate + ", sampler's " + sampler.gate());
        }
    }
}
