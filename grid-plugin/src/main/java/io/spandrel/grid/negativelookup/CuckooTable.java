package io.spandrel.grid.negativelookup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One cuckoo hash table of fingerprints, of a size that never changes: buckets of four slots, packed without gaps.
 *
 * <p>One thread at a time may change it. Others may read it meanwhile; what they have to do about a fingerprint that is
 * being moved stands in {@link CuckooFilter}.
 */
final class CuckooTable {

    /*
     * A fingerprint's two buckets are i and H(fingerprint) - i, modulo the number of buckets: each is found from the
     * other without the key, and the number of buckets need not be a power of two.
     *
     * A bucket of up to 64 bits is read in one piece, a wider one in two halves, and compared with the fingerprint in all
     * its slots at once. A piece may lie in two words: a fingerprint that is being written there may be seen half written,
     * those beside it may not, because writing the word gives them the value they have.
     *
     * Fingerprints are moved along the shortest path to a free slot, found before anything moves, and from its end: each
     * is copied to where it goes before its old place is overwritten.
     *
     * Invariants
     *   I1  0 in a slot means free; no fingerprint is 0.
     *   I2  `occupied` is the number of slots that are not free.
     */
    static final int SLOTS = 4;
    static final int FINGERPRINT_BITS_MAX = 32;
    static final int BUCKETS_MAX = 1 << 28;

    /** Slots filled at most, so that a path to a free one is short. */
    private static final double LOAD_MAX = 0.97;

    private static final int PATH_BUCKETS = 512;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int buckets;
    private final int bits;
    private final int pieces;
    private final int pieceBits;
    private final long pieceMask;
    private final long lowBits;
    private final long highBits;
    private final long[] words;
    private int occupied;

    CuckooTable(int buckets, int bits) {
        this(buckets, bits, new long[wordsOf(buckets, bits)]);
    }

    private CuckooTable(int buckets, int bits, long[] words) {
        this.buckets = buckets;
        this.bits = bits;
        this.pieces = SLOTS * bits <= Long.SIZE ? 1 : 2;
        this.pieceBits = SLOTS * bits / pieces;
        this.pieceMask = -1L >>> (Long.SIZE - pieceBits);
        long low = 0;
        for (int slot = 0; slot < SLOTS / pieces; slot++) {
            low |= 1L << (slot * bits);
        }
        this.lowBits = low;
        this.highBits = low << (bits - 1);
        this.words = words;
    }

    /** The table that {@code content} was read of; null if it cannot be of such a table. */
    static @Nullable CuckooTable of(int buckets, int bits, byte[] content) {
        boolean possible = buckets >= 1 && buckets <= BUCKETS_MAX && bits >= 1 && bits <= FINGERPRINT_BITS_MAX;
        if (!possible || content.length != (long) wordsOf(buckets, bits) * Long.BYTES) {
            return null;
        }
        long[] words = new long[content.length / Long.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        CuckooTable table = new CuckooTable(buckets, bits, words);
        table.occupied = table.count();
        return table;
    }

    /** The buckets needed for that many keys at the load the filter is laid out for. */
    static int bucketsFor(long keys) {
        return (int) Math.min(BUCKETS_MAX, Math.max(1, (long) Math.ceil(keys / (LOAD_MAX - 0.01) / SLOTS)));
    }

    private static int wordsOf(int buckets, int bits) {
        // one more than needed, so that a piece can always be read from two words
        return Math.toIntExact(((long) buckets * SLOTS * bits + Long.SIZE - 1) / Long.SIZE + 1);
    }

    /** Whether the key with that hash has a fingerprint here. Any thread. */
    boolean contains(long hash) {
        long fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        return holds(bucket, fingerprint) || holds(other(bucket, fingerprint), fingerprint);
    }

    /** How many fingerprints here may be the key's. */
    int copies(long hash) {
        long fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        int other = other(bucket, fingerprint);
        return copies(bucket, fingerprint) + (other == bucket ? 0 : copies(other, fingerprint));
    }

    /**
     * Takes in a key.
     *
     * @return the number of fingerprints moved for it; -1 if there is no room
     */
    int insert(long hash, Runnable beforeOverwriting) {
        long fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        if (put(bucket, fingerprint) || put(other(bucket, fingerprint), fingerprint)) {
            return 0;
        }
        return isFull() ? -1 : insertByMoving(bucket, fingerprint, beforeOverwriting);
    }

    /** Takes out one fingerprint that may be the key's; false if there is none. */
    boolean remove(long hash, Runnable beforeOverwriting) {
        long fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        return clear(bucket, fingerprint, beforeOverwriting)
                || clear(other(bucket, fingerprint), fingerprint, beforeOverwriting);
    }

    /** Whether it is as full as it may get. */
    boolean isFull() {
        return occupied >= slots() * LOAD_MAX;
    }

    int occupied() {
        return occupied;
    }

    long slots() {
        return (long) buckets * SLOTS;
    }

    /** The share of hashes that share a fingerprint with one of those here by chance, 0 to 1. */
    double expectedFalsePositives() {
        double compared = 2.0 * SLOTS * occupied / slots();
        return 1 - Math.pow(1 - 1.0 / ((1L << bits) - 1), compared);
    }

    int buckets() {
        return buckets;
    }

    int bits() {
        return bits;
    }

    long memoryBytes() {
        return (long) words.length * Long.BYTES;
    }

    /** All slots, as they travel. */
    byte[] content() {
        byte[] content = new byte[words.length * Long.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(words);
        return content;
    }

    /*
     * Breadth first from both buckets. Each step of the search is a bucket, and the slot of an earlier step's bucket
     * whose fingerprint could move there. No bucket comes twice on one path: the second visit would move what the first
     * has moved already.
     */
    private int insertByMoving(int first, long fingerprint, Runnable beforeOverwriting) {
        int[] bucketOf = new int[PATH_BUCKETS];
        int[] parentOf = new int[PATH_BUCKETS];
        int[] slotOf = new int[PATH_BUCKETS];
        int steps = 0;
        bucketOf[steps] = first;
        parentOf[steps++] = -1;
        int second = other(first, fingerprint);
        if (second != first) {
            bucketOf[steps] = second;
            parentOf[steps++] = -1;
        }
        for (int step = 0; step < steps; step++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                int target = other(bucketOf[step], slot(bucketOf[step], slot));
                if (onPath(target, step, bucketOf, parentOf)) {
                    continue;
                }
                int free = freeSlot(target);
                if (free >= 0) {
                    return moveAlong(
                            step, slot, target, free, fingerprint, beforeOverwriting, bucketOf, parentOf, slotOf);
                }
                if (steps < PATH_BUCKETS) {
                    bucketOf[steps] = target;
                    parentOf[steps] = step;
                    slotOf[steps++] = slot;
                }
            }
        }
        return -1;
    }

    private static boolean onPath(int bucket, int step, int[] bucketOf, int[] parentOf) {
        for (int at = step; at >= 0; at = parentOf[at]) {
            if (bucketOf[at] == bucket) {
                return true;
            }
        }
        return false;
    }

    private int moveAlong(
            int step,
            int slot,
            int target,
            int free,
            long fingerprint,
            Runnable beforeOverwriting,
            int[] bucketOf,
            int[] parentOf,
            int[] slotOf) {
        int moved = 0;
        int toBucket = target;
        int toSlot = free;
        int fromSlot = slot;
        for (int at = step; at >= 0; at = parentOf[at]) {
            set(toBucket, toSlot, slot(bucketOf[at], fromSlot));
            beforeOverwriting.run();
            moved++;
            toBucket = bucketOf[at];
            toSlot = fromSlot;
            fromSlot = slotOf[at];
        }
        set(toBucket, toSlot, fingerprint);
        occupied++;
        return moved;
    }

    private boolean put(int bucket, long fingerprint) {
        int free = freeSlot(bucket);
        if (free < 0) {
            return false;
        }
        set(bucket, free, fingerprint);
        occupied++;
        return true;
    }

    private boolean clear(int bucket, long fingerprint, Runnable beforeOverwriting) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slot(bucket, slot) == fingerprint) {
                beforeOverwriting.run();
                set(bucket, slot, 0);
                occupied--;
                return true;
            }
        }
        return false;
    }

    private int freeSlot(int bucket) {
        if (!holds(bucket, 0)) {
            return -1;
        }
        int slot = 0;
        while (slot(bucket, slot) != 0) {
            slot++;
        }
        return slot;
    }

    private boolean holds(int bucket, long fingerprint) {
        long bit = (long) bucket * SLOTS * bits;
        long wanted = fingerprint * lowBits;
        for (int piece = 0; piece < pieces; piece++, bit += pieceBits) {
            // a slot that is equal has become 0, and borrows from its highest bit
            long difference = (read(bit) ^ wanted) & pieceMask;
            if (((difference - lowBits) & ~difference & highBits) != 0) {
                return true;
            }
        }
        return false;
    }

    private int copies(int bucket, long fingerprint) {
        int copies = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slot(bucket, slot) == fingerprint) {
                copies++;
            }
        }
        return copies;
    }

    private long slot(int bucket, int slot) {
        return read(((long) bucket * SLOTS + slot) * bits) & (-1L >>> (Long.SIZE - bits));
    }

    private long read(long bit) {
        int word = (int) (bit >>> 6);
        int shift = (int) bit & 63;
        long low = (long) WORDS.getOpaque(words, word);
        long high = (long) WORDS.getOpaque(words, word + 1);
        return low >>> shift | high << 1 << (63 - shift);
    }

    private void set(int bucket, int slot, long fingerprint) {
        long bit = ((long) bucket * SLOTS + slot) * bits;
        int word = (int) (bit >>> 6);
        int shift = (int) bit & 63;
        long mask = -1L >>> (Long.SIZE - bits);
        WORDS.setOpaque(words, word, words[word] & ~(mask << shift) | fingerprint << shift);
        if (shift + bits > Long.SIZE) {
            int written = Long.SIZE - shift;
            WORDS.setOpaque(words, word + 1, words[word + 1] & ~(mask >>> written) | fingerprint >>> written);
        }
    }

    /* The upper half of the hash chooses the fingerprint, the lower one the bucket. */
    private long fingerprint(long hash) {
        return ((hash >>> 32) * ((1L << bits) - 1) >>> 32) + 1;
    }

    private int bucket(long hash) {
        return (int) ((hash & 0xffff_ffffL) * buckets >>> 32);
    }

    private int other(int bucket, long fingerprint) {
        long spread = fingerprint * 0x9e37_79b9_7f4a_7c15L;
        int sum = (int) ((spread >>> 32) * buckets >>> 32);
        int other = sum - bucket;
        return other < 0 ? other + buckets : other;
    }

    private int count() {
        int count = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (slot(bucket, slot) != 0) {
                    count++;
                }
            }
        }
        return count;
    }

    void checkInvariants() {
        if (count() != occupied) {
            throw new IllegalStateException(count() + " slots in use, " + occupied + " counted, in " + this);
        }
    }

    @Override
    public String toString() {
        return "CuckooTable[" + occupied + " of " + slots() + " slots of " + bits + " bits]";
    }
}
