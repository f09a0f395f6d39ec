package io.spandrel.grid.negativelookup;

/** A copy of a segment's filter, at a member that does not own the segment. One thread adds while others ask. */
public interface FilterCopy {

    /** False only if neither the copied filter nor anything added since had the hash. */
    boolean mayContain(long hash);

    /** Takes a hash in; from the return on, {@link #mayContain} says so. */
    void add(long hash);

    /** Memory it takes. */
    long bytes();
}
