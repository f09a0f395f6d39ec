package io.spandrel.it.faults.cluster;

/**
 * How the members are configured.
 *
 * @param members how many
 * @param owners of each key
 * @param whenSplit what a partition may do, as Infinispan writes it
 * @param mergePolicy how Infinispan settles conflicts at a merge
 * @param stored whether each member keeps a file store over its restarts
 */
public record Settings(int members, int owners, String whenSplit, String mergePolicy, boolean stored) {

    @Override
    public String toString() {
        return members + " members, " + owners + " owners, " + whenSplit + ", merge policy " + mergePolicy
                + (stored ? ", file stores" : "");
    }
}
