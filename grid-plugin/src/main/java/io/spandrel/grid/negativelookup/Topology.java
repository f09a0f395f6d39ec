package io.spandrel.grid.negativelookup;

import java.util.Collection;

/**
 * Who owns what, from one moment on.
 *
 * @param <M> a member
 */
public interface Topology<M> {

    /** Counts up with every change, in the same way on all members. */
    int id();

    /** Whether every owner has all it owns: nothing moves, and the members see each other. */
    boolean stable();

    Collection<M> members();

    /** Where the writes to a segment are ordered, and reads of it are sent first. */
    M primary(int segment);
}
