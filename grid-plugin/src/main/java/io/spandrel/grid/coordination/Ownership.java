package io.spandrel.grid.coordination;

import java.util.List;

/**
 * Who owns what, at one moment. Immutable.
 *
 * @param <M> a member
 */
public interface Ownership<M> {

    /** Grows with every change of owners. */
    int topologyId();

    /** Whether no entries are on their way to new owners. */
    boolean settled();

    M self();

    int segments();

    /** The segment of a key as it is stored. */
    int segmentOf(Object key);

    /** Who is written to, primary first; empty for a segment without owners. */
    List<M> owners(int segment);

    /** Whether this member is the primary of {@code segment}. */
    default boolean leads(int segment) {
        List<M> owners = owners(segment);
        return !owners.isEmpty() && owners.get(0).equals(self());
    }
}
