package io.spandrel.grid;

import java.util.List;

/**
 * The consistent hash of one cache in one topology.
 *
 * @param topologyId grows with every change of owners; -1 for a cache that is not clustered
 * @param phase Infinispan's phase of the topology ({@code NO_REBALANCE}, {@code READ_OLD_WRITE_ALL}…)
 * @param segments every segment, by id
 * @param shares every member's part, in member order
 */
public record Ring(int topologyId, String phase, List<Segment> segments, List<MemberShare> shares) {

    public Ring {
        segments = List.copyOf(segments);
        shares = List.copyOf(shares);
    }
}
