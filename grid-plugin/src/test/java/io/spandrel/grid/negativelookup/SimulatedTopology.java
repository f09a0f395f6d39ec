package io.spandrel.grid.negativelookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * @param owners by segment, the primary first
 * @param joining by segment, who receives it and takes part in its writes
 */
record SimulatedTopology(
        int id, boolean stable, List<Integer> members, List<List<Integer>> owners, List<List<Integer>> joining)
        implements Topology<Integer> {

    @Override
    public Integer primary(int segment) {
        return owners.get(segment).get(0);
    }

    Set<Integer> writeOwners(int segment) {
        Set<Integer> all = new TreeSet<>(owners.get(segment));
        all.addAll(joining.get(segment));
        return all;
    }

    /** Owners spread over the members, turned by {@code turn}. */
    static List<List<Integer>> spread(List<Integer> members, int segments, int turn) {
        List<List<Integer>> owners = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            int first = Math.floorMod(segment + turn, members.size());
            owners.add(List.of(members.get(first), members.get((first + 1) % members.size())));
        }
        return owners;
    }
}
