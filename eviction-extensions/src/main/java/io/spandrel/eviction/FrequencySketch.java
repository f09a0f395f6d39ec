package io.spandrel.eviction;

/**
 * Estimates how often keys were used lately, at most 15 times, in about eight bytes for each entry of a cache. An
 * estimate is never too low except by aging; it is too high where keys share all four counters.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.jalgor.2003.12.001">Cormode, Muthukrishnan, An improved data stream summary:
 *     the count-min sketch and its applications, 2005</a>, for the sketch
 * @see <a href="https://doi.org/10.1145/3149371">Einziger, Friedman, Manes, TinyLFU: a highly efficient cache admission
 *     policy, TOS 2017</a>, for its aging
 */
final class FrequencySketch {

    /*
     * A key has four counters of four bits, all within one line of 64 bytes, so that counting costs one cache miss. The
     * line has eight words; row r of the sketch is the words 2r and 2r + 1, 32 counters, of which five bits of the hash
     * choose one. With a line for every eight entries there are four counters for each entry in each row.
     *
     * After ten uses for each entry all counters are halved: what was popular once fades, and counters do not stay full.
     *
     * Invariants
     *   I1  words.length is a power of two, 8 or more.
     *   I2  0 <= uses < sample().
     */
    private static final int ROWS = 4;
    private static final int WORDS_PER_LINE = 8;
    private static final int COUNT_MAX = 15;
    private static final long USES_PER_ENTRY = 10;
    private static final int ENTRIES_MAX = 1 << 27;
    private static final long LOW_BITS = 0x1111111111111111L;
    private static final long ALL_BUT_HIGH_BITS = 0x7777777777777777L;

    private long[] words = new long[WORDS_PER_LINE];
    private long entries;
    private long uses;

    /** Makes room for the popularity of {@code wanted} entries; keeps the estimates, and never shrinks. */
    void ensureCapacity(long wanted) {
        entries = Math.max(entries, wanted);
        while (words.length < Math.min(entries, ENTRIES_MAX)) {
            // a line's keys go to it or to its copy in the other half, by one more bit of the hash
            long[] doubled = new long[words.length * 2];
            System.arraycopy(words, 0, doubled, 0, words.length);
            System.arraycopy(words, 0, doubled, words.length, words.length);
            words = doubled;
        }
    }

    /** Counts one use of the key with this hash. */
    void increment(int hash) {
        long bits = spread(hash);
        int line = line(bits);
        boolean counted = false;
        for (int row = 0; row < ROWS; row++) {
            int counter = counter(bits, row);
            int word = line + 2 * row + (counter >>> 4);
            int shift = (counter & 15) << 2;
            if (((words[word] >>> shift) & COUNT_MAX) < COUNT_MAX) {
                words[word] += 1L << shift;
                counted = true;
            }
        }
        if (counted && ++uses >= sample()) {
            age();
        }
    }

    /** How often the key with this hash was used, 0 to 15. */
    int frequency(int hash) {
        long bits = spread(hash);
        int line = line(bits);
        int least = COUNT_MAX;
        for (int row = 0; row < ROWS; row++) {
            int counter = counter(bits, row);
            long word = words[line + 2 * row + (counter >>> 4)];
            least = Math.min(least, (int) (word >>> ((counter & 15) << 2)) & COUNT_MAX);
        }
        return least;
    }

    /** Halves all counters, and forgets as many uses as they lose. */
    private void age() {
        long odd = 0;
        for (int i = 0; i < words.length; i++) {
            odd += Long.bitCount(words[i] & LOW_BITS);
            words[i] = (words[i] >>> 1) & ALL_BUT_HIGH_BITS;
        }
        uses = Math.max(0, uses - odd / ROWS) / 2;
    }

    private int line(long bits) {
        return (int) (bits >>> 32) & (words.length - WORDS_PER_LINE);
    }

    private static int counter(long bits, int row) {
        return (int) (bits >>> (8 * row)) & 31;
    }

    private static long spread(int hash) {
        long bits = hash * 0x9e3779b97f4a7c15L;
        bits = (bits ^ (bits >>> 32)) * 0xd6e8feb86659fd93L;
        return bits ^ (bits >>> 32);
    }

    /** Uses counted before the next aging. */
    long sample() {
        return USES_PER_ENTRY * Math.max(1, entries);
    }

    void checkInvariants() {
        if (Integer.bitCount(words.length) != 1 || words.length < WORDS_PER_LINE || uses < 0 || uses >= sample()) {
            throw new IllegalStateException(words.length + " words, " + uses + " uses of " + sample());
        }
    }
}
