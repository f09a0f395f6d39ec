package io.spandrel.grid.infinispan.takeover;

/**
 * Numbers of topologies while there is more than one who may give them out, so that no two have the same: the coordinator, which counts,
 * and deputies, which stand in for it.
 */
final class DeputyNumbers {

    /*
     * Numbers come in blocks. A deputy's are in the next block but one after the last number it knows of, and in that the one that
     * belongs to its place in the view: no other deputy takes that, and the coordinator would have to have counted through a whole block
     * unheard. The coordinator goes on with the block after.
     */
    static final int BLOCK = 1 << 10;

    private DeputyNumbers() {}

    /**
     * The number for a deputy's topology.
     *
     * @param last the highest number that it knows of
     * @param place in the view; 0 is the coordinator's
     */
    static int next(int last, int place) {
        return (last / BLOCK + 2) * BLOCK + place;
    }

    /** The number with which a coordinator goes on from a deputy's. */
    static int after(int deputys) {
        return (deputys / BLOCK + 1) * BLOCK;
    }
}
