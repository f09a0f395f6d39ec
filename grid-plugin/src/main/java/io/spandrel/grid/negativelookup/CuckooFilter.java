package io.spandrel.grid.negativelookup;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A multiset of hashes in little more than a byte each, that may say "perhaps" of one it does not hold, and never says
 * "no" of one it holds. It grows; adding never fails.
 *
 * <p>Thread-safe. {@link #mayContain} takes no lock and never waits; changes take one lock, in turns. A change is seen by
 * every lookup that begins after it returned.
 *
 * @see <a href="https://doi.org/10.1145/2674005.2674994">Fan, Andersen, Kaminsky, Mitzenmacher, Cuckoo filter: practically
 *     better than Bloom, CoNEXT 2014</a>, §3 for the table, §4.2 for the width of fingerprints, §5.1 for buckets of four
 */
public final class CuckooFilter {

    /*
     * Lookups beside a change. `moves` is raised before a fingerprint's place is overwritten, and after it was copied to
     * its new place if it has one. A lookup that finds nothing counts only if `moves` was the same before and after it:
     * then at most one place was overwritten meanwhile, for which `moves` had been raised before the lookup began, so that
     * it could see the copy. Finding something counts always. A lookup that is disturbed again and again says "perhaps".
     *
     * The first table is made for the first key: most filters of a cache with few keys never have one.
     *
     * Growth. A fingerprint does not tell where it would be in a larger table. So a full filter gets a further table, and
     * a lookup asks them all; later tables have wider fingerprints, so that together they do not say "perhaps" twice as
     * often as wanted. `rebuildDue` says when it is time to make one table of them, from the keys.
     *
     * Removal. Two keys whose fingerprints and buckets are the same in one table are as good as each other there, but not
     * in the next table. If more than one table may hold a key, it is not known which fingerprint is its own; then all
     * stay, and one of them has `leaked`: it belongs to no key and can only cause a "perhaps".
     *
     * A key has eight places in a table. More of the same hash, and what finds no place though there is room, stand
     * exactly in `overflow`.
     *
     * Differences from the paper: buckets i and H(fingerprint) - i, so that their number need not be a power of two;
     * fingerprints move along a path found beforehand, as in MemC3 (NSDI 2013), not one by one, so that lookups never miss
     * one; a full filter grows instead of refusing; duplicates are counted without bound.
     *
     * Invariants
     *   I1  slots in use + overflow = size + leaked.
     *   I2  every fingerprint's place is in `content` from the return of add until its removal.
     */
    private static final int FINGERPRINT_BITS_EXTRA_MAX = 4;
    private static final int KEYS_PER_TABLE_MIN = 32;
    private static final int TABLES_OF_HALF = 4;
    static final int TABLES_MAX = 64;
    private static final int DISTURBED_MAX = 32;
    private static final int OVERFLOW_ENTRY_BYTES = 88;
    private static final int REBUILD_SLACK = 16;

    private final double falsePositiveRate;
    private final int expectedKeys;
    private final long seed;
    private final int fingerprintBits;
    private final Runnable beforeOverwriting = this::raiseMoves;
    private volatile Content content;
    private volatile long moves;
    private volatile long size;
    private long leaked;
    private long kicks;
    private long rebuilds;
    private @Nullable FilterRebuild rebuild;

    /**
     * @param falsePositiveRate wanted share of other hashes that it says "perhaps" of, above 0 and below 1
     * @param expectedKeys how many hashes it has room for from the first one on, 1 or more
     * @param seed another one makes other mistakes
     */
    public CuckooFilter(double falsePositiveRate, int expectedKeys, long seed) {
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException(
                    "falsePositiveRate must be above 0 and below 1, was " + falsePositiveRate);
        }
        if (expectedKeys < 1) {
            throw new IllegalArgumentException("expectedKeys must be 1 or more, was " + expectedKeys);
        }
        this.falsePositiveRate = falsePositiveRate;
        this.expectedKeys = expectedKeys;
        this.seed = seed;
        this.fingerprintBits = fingerprintBitsFor(falsePositiveRate);
        this.content = empty();
    }

    /**
     * The filter that a state was taken of.
     *
     * @throws BrokenFilterException if the state is damaged, or of no filter
     */
    public static CuckooFilter of(FilterState state) {
        state.check();
        CuckooFilter filter = new CuckooFilter(state.falsePositiveRate(), state.expectedKeys(), state.seed());
        filter.content = state.toContent();
        filter.leaked = filter.content.held() - state.size();
        filter.size = state.size();
        if (filter.leaked < 0) {
            throw new BrokenFilterException(
                    "size is " + state.size() + ", but only " + filter.content.held() + " are held");
        }
        return filter;
    }

    /* 2b fingerprints are compared, each is equal by chance in one of 2^f cases (§4.2 of the paper) */
    private static int fingerprintBitsFor(double rate) {
        int bits = 1;
        while (bits < CuckooTable.FINGERPRINT_BITS_MAX && 2.0 * CuckooTable.SLOTS / (1L << bits) > rate) {
            bits++;
        }
        return bits;
    }

    /** Whether it holds that hash; true of one in many that it does not hold, false of none that it holds. */
    public boolean mayContain(long hash) {
        long spread = spread(hash);
        for (int attempt = 0; attempt < DISTURBED_MAX; attempt++) {
            long before = moves;
            Content current = content;
            if (current.contains(spread)) {
                return true;
            }
            VarHandle.acquireFence();
            if (before == moves) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Takes a hash in, once more if it is there already. */
    public synchronized void add(long hash) {
        if (rebuild != null) {
            rebuild.changing(hash, 1);
        }
        insert(spread(hash));
        size++;
    }

    /**
     * Takes a hash out, once. Only for one that is known to be there: of another hash it may take out the fingerprint of a
     * key that is still there.
     *
     * @return whether something like it was there
     */
    public synchronized boolean remove(long hash) {
        long spread = spread(hash);
        if (!content.contains(spread)) {
            return false;
        }
        if (rebuild != null) {
            rebuild.changing(hash, -1);
        }
        takeOut(spread);
        size--;
        return true;
    }

    /** Takes everything out. A rebuild being made is given up. */
    public synchronized void clear() {
        rebuild = null;
        content = empty();
        size = 0;
        leaked = 0;
    }

    /**
     * Takes in all that another filter of the same seed holds.
     *
     * @throws BrokenFilterException if the state is damaged, or of a filter with another seed, or does not fit in
     */
    public synchronized void addAll(FilterState state) {
        if (state.seed() != seed) {
            throw new BrokenFilterException("seed is " + state.seed() + ", must be " + seed);
        }
        CuckooFilter other = of(state);
        Content more = other.content;
        if (content.tables.length + more.tables.length > TABLES_MAX) {
            throw new BrokenFilterException("more than " + TABLES_MAX + " tables");
        }
        rebuild = null;
        Content both = content;
        for (CuckooTable table : more.tables) {
            both = both.with(table);
        }
        more.overflow.forEach((spread, times) -> content.overflow.merge(spread, times, Integer::sum));
        content = both;
        size += other.size;
        leaked += other.leaked;
    }

    /**
     * Begins to make one table of all, from the keys. Until it is finished the filter goes on as it is. It must hold
     * every key there is. Another rebuild being made is given up.
     */
    public synchronized FilterRebuild startRebuild() {
        rebuild = new FilterRebuild(this);
        return rebuild;
    }

    /** Whether a rebuild would make it notably smaller, faster or more precise. */
    public synchronized boolean rebuildDue() {
        long odd = leaked + content.overflow.size();
        return content.tables.length > 2
                || odd > REBUILD_SLACK + size / REBUILD_SLACK
                || content.slots() > 4 * Math.max(size, expectedKeys);
    }

    /** How many hashes it holds, duplicates counted. */
    public long size() {
        return size;
    }

    /** Bits of a fingerprint in the first table. */
    public int bitsPerEntry() {
        return fingerprintBits;
    }

    /** Bits spent for each hash held; infinite while there is none. */
    public double bitsPerKey() {
        return size == 0 ? Double.POSITIVE_INFINITY : 8.0 * memoryBytes() / size;
    }

    /** Bytes of the tables and of what overflowed. */
    public long memoryBytes() {
        return content.memoryBytes();
    }

    /** Fingerprints the tables have room for. */
    public synchronized long slots() {
        return content.slots();
    }

    /** Slots in use. */
    public synchronized long slotsUsed() {
        return content.occupied();
    }

    /** The share of slots in use, 0 to 1. */
    public synchronized double load() {
        return content.slots() == 0 ? 0 : (double) content.occupied() / content.slots();
    }

    /** The share of hashes it does not hold that it says "perhaps" of as it stands, 0 to 1. */
    public synchronized double expectedFalsePositives() {
        return content.expectedFalsePositives();
    }

    /** Tables that a lookup asks. */
    public int tables() {
        return content.tables.length;
    }

    /** Fingerprints that belong to no key. */
    public synchronized long leaked() {
        return leaked;
    }

    /** Fingerprints moved to make room, ever. */
    public synchronized long kicks() {
        return kicks;
    }

    /** Rebuilds finished, ever. */
    public synchronized long rebuilds() {
        return rebuilds;
    }

    /** All of it at this moment, to be sent or kept. */
    public synchronized FilterState state() {
        return FilterState.of(falsePositiveRate, expectedKeys, seed, size, content);
    }

    /** An empty one like it, with room for {@code keys}. */
    CuckooFilter emptyFor(long keys) {
        int room = (int) Math.min(Integer.MAX_VALUE, Math.max(expectedKeys, keys));
        return new CuckooFilter(falsePositiveRate, room, seed);
    }

    /** How many keys with that hash there may be, at most. */
    synchronized int copies(long hash) {
        return content.copies(spread(hash));
    }

    /** Puts a rebuilt filter's content in the place of this one's, after the changes made meanwhile; false if given up. */
    synchronized boolean exchange(FilterRebuild finished, CuckooFilter rebuilt) {
        if (rebuild != finished) {
            return false;
        }
        rebuild = null;
        finished.applyChanges(rebuilt);
        content = rebuilt.content;
        size = rebuilt.size;
        leaked = rebuilt.leaked;
        kicks += rebuilt.kicks;
        rebuilds++;
        return true;
    }

    /** Makes no further use of a rebuild. */
    synchronized void giveUp(FilterRebuild unfinished) {
        if (rebuild == unfinished) {
            rebuild = null;
        }
    }

    private void insert(long spread) {
        Content current = content;
        if (!current.overflow.containsKey(spread)) {
            for (CuckooTable table : current.tables) {
                int moved = table.insert(spread, beforeOverwriting);
                if (moved >= 0) {
                    kicks += moved;
                    return;
                }
            }
            if (current.isFull() && current.tables.length < TABLES_MAX) {
                grow(current, spread);
                return;
            }
        }
        current.overflow.merge(spread, 1, Integer::sum);
    }

    private void grow(Content full, long spread) {
        int extra = Math.min(full.tables.length, FINGERPRINT_BITS_EXTRA_MAX);
        CuckooTable table = new CuckooTable(
                CuckooTable.bucketsFor(roomBeside(full)),
                Math.min(CuckooTable.FINGERPRINT_BITS_MAX, fingerprintBits + extra));
        table.insert(spread, beforeOverwriting);
        content = full.with(table);
    }

    /* Keys that the next table is made for. */
    private long roomBeside(Content full) {
        if (full.tables.length == 0) {
            return expectedKeys;
        }
        return Math.max(KEYS_PER_TABLE_MIN, full.tables.length < TABLES_OF_HALF ? full.slots() / 2 : full.slots());
    }

    private void takeOut(long spread) {
        Content current = content;
        if (current.overflow.containsKey(spread)) {
            beforeOverwriting.run();
            current.overflow.computeIfPresent(spread, (same, times) -> times == 1 ? null : times - 1);
            return;
        }
        CuckooTable[] holding = Arrays.stream(current.tables)
                .filter(table -> table.contains(spread))
                .toArray(CuckooTable[]::new);
        if (holding.length > 1) {
            leaked++;
            return;
        }
        holding[0].remove(spread, beforeOverwriting);
        if (holding[0].occupied() == 0 && current.tables.length > 1) {
            content = current.without(holding[0]);
        }
    }

    /* What was written before is seen by whoever sees the new count; what is written after comes after it. */
    private void raiseMoves() {
        moves = moves + 1;
        VarHandle.storeStoreFence();
    }

    private static Content empty() {
        return new Content(new CuckooTable[0], new ConcurrentHashMap<>(0));
    }

    /* Stafford's variant 13 of the finalizer of MurmurHash3 */
    private long spread(long hash) {
        long bits = hash ^ seed;
        bits = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return bits ^ (bits >>> 31);
    }

    synchronized void checkInvariants() {
        for (CuckooTable table : content.tables) {
            table.checkInvariants();
        }
        if (content.held() != size + leaked || size < 0 || leaked < 0) {
            throw new IllegalStateException(content.held() + " held in " + this);
        }
    }

    @Override
    public synchronized String toString() {
        return "CuckooFilter[" + size + " keys, " + leaked + " leaked, " + content.overflow.size() + " overflowed, "
                + Arrays.toString(content.tables) + "]";
    }

    /** Where the fingerprints are; exchanged as a whole. */
    record Content(CuckooTable[] tables, Map<Long, Integer> overflow) {

        boolean contains(long spread) {
            for (CuckooTable table : tables) {
                if (table.contains(spread)) {
                    return true;
                }
            }
            return !overflow.isEmpty() && overflow.containsKey(spread);
        }

        int copies(long spread) {
            return Arrays.stream(tables).mapToInt(table -> table.copies(spread)).sum()
                    + Optional.ofNullable(overflow.get(spread)).orElse(0);
        }

        boolean isFull() {
            return Arrays.stream(tables).allMatch(CuckooTable::isFull) || overflow.size() > slots() / 64;
        }

        long slots() {
            return Arrays.stream(tables).mapToLong(CuckooTable::slots).sum();
        }

        long occupied() {
            return Arrays.stream(tables).mapToLong(CuckooTable::occupied).sum();
        }

        long held() {
            return occupied()
                    + overflow.values().stream().mapToLong(Integer::longValue).sum();
        }

        long memoryBytes() {
            return Arrays.stream(tables).mapToLong(CuckooTable::memoryBytes).sum()
                    + (long) overflow.size() * OVERFLOW_ENTRY_BYTES;
        }

        double expectedFalsePositives() {
            double rightlyAbsent = 1;
            for (CuckooTable table : tables) {
                rightlyAbsent *= 1 - table.expectedFalsePositives();
            }
            return 1 - rightlyAbsent;
        }

        Content with(CuckooTable table) {
            CuckooTable[] more = Arrays.copyOf(tables, tables.length + 1);
            more[tables.length] = table;
            return new Content(more, overflow);
        }

        Content without(CuckooTable table) {
            return new Content(
                    Arrays.stream(tables).filter(other -> other != table).toArray(CuckooTable[]::new), overflow);
        }
    }
}
