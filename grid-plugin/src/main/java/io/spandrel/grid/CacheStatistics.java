package io.spandrel.grid;

/**
 * Counters of one cache on one member, since it started there or since a reset. All are 0 while statistics are
 * disabled for the cache.
 *
 * @param enabled whether Infinispan collects statistics for the cache
 * @param hits reads that found a value
 * @param misses reads that found none
 * @param stores writes
 * @param removes removals that removed something
 * @param evictions entries that left because the cache was full
 * @param entries entries in this member's memory, as primary or backup
 * @param averageReadNanos mean duration of a read, ns
 * @param averageWriteNanos mean duration of a write, ns
 */
public record CacheStatistics(
        boolean enabled,
        long hits,
        long misses,
        long stores,
        long removes,
        long evictions,
        long entries,
        long averageReadNanos,
        long averageWriteNanos) {

    public static final CacheStatistics NONE = new CacheStatistics(false, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Hits over reads, 0..1; 0 before the first read. */
    public double hitRatio() {
        long reads = hits + misses;
        return reads == 0 ? 0 : (double) hits / reads;
    }
}
