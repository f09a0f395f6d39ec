package io.spandrel.grid.consistency.simulation;

/** A member's identity: a node comes back as another one if it comes back without what it held. */
record Id(int node, int incarnation) implements Comparable<Id> {

    /** Its number in versions and ballots. */
    int number() {
        return incarnation * 8 + node;
    }

    @Override
    public int compareTo(Id other) {
        return Integer.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return (char) ('A' + node) + (incarnation == 0 ? "" : "" + incarnation);
    }
}
