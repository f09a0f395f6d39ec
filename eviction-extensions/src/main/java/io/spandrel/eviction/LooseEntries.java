package io.spandrel.eviction;

/**
 * What a cache does to the entries of its policy, for whoever drives a policy without a cache, as a test does.
 *
 * <p>An entry that stands in a cache is refused with {@link IllegalStateException}: there only the cache may do this.
 */
public final class LooseEntries {

    private LooseEntries() {}

    /**
     * Gives a blank entry its key and weight, as a cache does before {@link EvictionPolicy#onInsert}.
     *
     * @param weight 0 or more
     */
    public static <E extends PolicyEntry> E named(E blank, Object key, int weight) {
        refuseHeld(blank);
        ((PolicyEntry) blank).key = key;
        reweigh(blank, weight);
        return blank;
    }

    /**
     * Changes a weight, as a cache does before {@link EvictionPolicy#onUpdate}.
     *
     * @param weight 0 or more
     */
    public static void reweigh(PolicyEntry entry, int weight) {
        refuseHeld(entry);
        if (weight < 0) {
            throw new IllegalArgumentException("weight must be 0 or more, was " + weight);
        }
        entry.weight = weight;
    }

    /** Reads an entry, from any thread; returns whether {@link EvictionPolicy#onHit} is to be told. */
    public static boolean touch(PolicyEntry entry) {
        refuseHeld(entry);
        return entry.touch();
    }

    private static void refuseHeld(PolicyEntry entry) {
        if (entry.home != null) {
            throw new IllegalStateException("stands in a cache: " + entry);
        }
    }
}
