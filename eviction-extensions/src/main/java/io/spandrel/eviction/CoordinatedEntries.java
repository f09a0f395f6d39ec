package io.spandrel.eviction;

import java.util.BitSet;
import java.util.Set;

/**
 * The entries of a coordinated cache on this member, in the hands of whoever makes the members agree: of some segments this
 * member leads and evicts by the policy; of the others it follows, and they leave when told. Thread-safe.
 */
public interface CoordinatedEntries {

    /**
     * Leads these segments and follows the others, from now on. Entries of newly led ones are given to the policy, in the order
     * of their last use here. Evicts what is too much before returning.
     *
     * @param share how much of the bound entries of the led segments may take, 0 to 1; the rest is for what is followed
     */
    void lead(BitSet led, double share);

    /** Whether an entry of {@code key}, as stored, is here; no use of it. */
    boolean holds(int segment, Object key);

    /** Lets an entry leave by another's choice; returns whether it was here. */
    boolean letGo(int segment, Object key);

    /** An entry was read elsewhere; returns whether it is here. */
    boolean hit(int segment, Object key);

    /** Whether a write of {@code key} is under way here. */
    boolean isBeingWritten(Object key);

    /** The keys of a segment, as stored; weakly consistent, empty for one that is not here. */
    Set<Object> keys(int segment);

    /** Entries of followed segments that left because this member had no room, and not because their primary chose them. */
    long uncoordinatedEvictions();
}
