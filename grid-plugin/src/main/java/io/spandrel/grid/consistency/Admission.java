package io.spandrel.grid.consistency;

/**
 * What an owner makes of a write by who sends it and when, where the cluster's topology names the primary of each segment.
 */
public enum Admission {
    /** The sender is the primary: the apply rule decides. */
    ADMITTED,
    /** The sender is still the primary, but knows an older topology, whose owners may not be the present ones. */
    OUTDATED,
    /** Somebody else is the primary by now, or in what this owner has been told under the same number. */
    REPLACED;

    /*
     * Two parts of a cluster that cannot hear each other number their topologies alike. The number alone is therefore not
     * enough: the sender has to be the primary in the very topology that the owner has installed.
     */

    /**
     * Decides about a write.
     *
     * @param sentIn number of the topology in which it was sent
     * @param installed number of the topology of its owner
     * @param primary of the key's segment in that topology
     * @param <M> a member's identity
     */
    public static <M> Admission of(int sentIn, M sender, int installed, M primary) {
        if (!sender.equals(primary)) {
            return REPLACED;
        }
        return sentIn == installed ? ADMITTED : OUTDATED;
    }

    /**
     * Whether a write that was admitted, and has been stored, may be acknowledged: whoever has become primary meanwhile may have
     * read this owner before the write was stored.
     */
    public boolean acknowledged() {
        return this != REPLACED;
    }
}
