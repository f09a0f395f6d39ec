package io.spandrel.it.faults.cluster;

/**
 * How the members are configured.
 *
 * @param members how many
 * @param owners of each key
 * @param whenSplit what a partition may do, as Infinispan writes it
 * @param mergePolicy how Infinispan settles conflicts at a merge
 * @param stored whether each member keeps a file store over its restarts
 * @param remoteTimeoutMillis how long a member waits for others, as Infinispan and {@code <grid:consistency>} understand it
 */
public record Settings(
        int members, int owners, String whenSplit, String mergePolicy, boolean stored, long remoteTimeoutMillis) {

    /** Infinispan's own. */
    private static final long REMOTE_TIMEOUT_MILLIS = 15_000;

    public Settings(int members, int owners, String whenSplit, String mergePolicy, boolean stored) {
        this(members, owners, whenSplit, mergePolicy, stored, REMOTE_TIMEOUT_MILLIS);
    }

    @Override
    public String toString() {
        return members + " members, " + owners + " owners, " + whenSplit + ", merge policy " + mergePolicy
                + (stored ? ", file stores" : "")
                + (remoteTimeoutMillis == REMOTE_TIMEOUT_MILLIS
                        ? ""
                        : ", remote timeout " + remoteTimeoutMillis + " ms");
    }
}
