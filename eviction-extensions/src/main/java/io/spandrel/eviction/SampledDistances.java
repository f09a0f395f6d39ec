package io.spandrel.eviction;

/**
 * Stack distances of a cache's requests, from a sample of the keys and within fixed memory.
 *
 * <p>Not thread-safe. Keys are known by 32 well-mixed bits.
 *
 * @see <a href="https://www.usenix.org/conference/fast15/technical-sessions/presentation/waldspurger">Waldspurger, Park,
 *     Garthwaite, Ahmad, Efficient MRC construction with SHARDS, USENIX FAST 2015</a>
 */
final class SampledDistances {

    /*
     * A key is in the sample if its bits, unsigned, are below a threshold (section 3.1). The distance of a request is
     * the weight of the keys used since, divided by the sample's share of all keys (3.2). When the sample would
     * hold more than keysMax keys, the threshold falls, so memory is bounded (3.3). A sampled request counts for
     * 1 / rate at its time, in whole requests, so what is counted needs no rescaling when the threshold falls.
     *
     * Differences from the paper
     *   - The stack ends a little behind the largest capacity of interest, REACH times the present one. Keys
     *     behind that cannot matter, and the rate is the higher without them.
     *   - The threshold falls by an eighth at a time, not to the largest bits: no queue of keys by their bits.
     *   - The threshold may rise again; the keys that come in by it have no distance at first.
     *   - Keys have weights, and distances are sums of weights, the key's own included.
     *
     * Invariant
     *   I1  every key of the stack is below threshold; there are keysMax at most, and weigh REACH capacities at most.
     */
    static final int KEYS_MAX = 1 << 13;

    private static final double REACH = 4.25;
    private static final long ALL = 1L << Integer.SIZE;

    private final SampledStack stack = new SampledStack(KEYS_MAX);
    private long capacity;
    private int keysMax = KEYS_MAX;
    private long threshold = ALL;

    /** Of an empty cache with a bound of {@code capacity}, 1 or more. */
    SampledDistances(long capacity) {
        this.capacity = capacity;
    }

    /** The cache's bound. */
    long capacity() {
        return capacity;
    }

    /** Keys with bits below this are in the sample. */
    long threshold() {
        return threshold;
    }

    /** The sample's share of all keys. */
    double rate() {
        return threshold / (double) ALL;
    }

    /** Keys in the sample now. */
    int keys() {
        return stack.size();
    }

    /** Lets the sample hold at most {@code limit} keys from now on, 1 to {@link #KEYS_MAX}. */
    void limit(int limit) {
        keysMax = limit;
        shrink();
    }

    /** Has the sample take in twice as many keys from now on, or all. */
    void widen() {
        threshold = Math.min(ALL, 2 * threshold);
    }

    /** The distance at which a sampled key is read, 1 or more; -1 if it was not used before. */
    long distance(int key) {
        long above = stack.above(key);
        return above < 0 ? -1 : (long) (above / rate()) + stack.weightOf(key);
    }

    /** A sampled key is used again, if it is known. */
    void use(int key) {
        int weight = stack.weightOf(key);
        if (weight > 0) {
            stack.use(key, weight);
        }
    }

    /** A sampled key is used, and its entry weighs {@code weight}. */
    void use(int key, int weight) {
        stack.use(key, Math.max(1, weight));
        stack.trim((long) (REACH * capacity * rate()) + 1);
        shrink();
    }

    void remove(int key) {
        stack.remove(key);
    }

    void clear() {
        stack.clear();
    }

    /** The bound changes. Begins with a full sample where the present one has become much too small. */
    void resize(long newCapacity) {
        capacity = newCapacity;
        double meanWeight = stack.weight() / (double) Math.max(1, stack.size());
        if (REACH * capacity * rate() < meanWeight * KEYS_MAX / 4) {
            threshold = ALL;
            stack.clear();
        }
    }

    private void shrink() {
        while (stack.size() > keysMax) {
            threshold -= threshold / 8;
            stack.keepBelow(threshold);
        }
    }

    /** Bytes it takes. */
    long memory() {
        return stack.memory();
    }

    void checkInvariants() {
        stack.checkInvariants();
        if (stack.size() > keysMax || threshold < 1) {
            throw new IllegalStateException(stack.size() + " keys below " + threshold);
        }
    }
}
