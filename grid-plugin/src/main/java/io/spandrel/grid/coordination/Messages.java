package io.spandrel.grid.coordination;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What members tell each other about a cache. Never blocks; messages may be lost, late and out of order.
 *
 * @param <M> a member
 */
public interface Messages<M> {

    /** These keys were evicted by their primary, which is this member; arrives at {@link Coordination#follow}. */
    void victims(M to, Collection<Object> keys);

    /** These keys, of which the other is the primary, were read here; arrives at {@link Coordination#heard}. */
    void reads(M to, Collection<Object> keys);

    /**
     * Asks a backup for the keys of those segments that differ from ours; arrives at {@link Coordination#differing}.
     *
     * @return completes exceptionally when there is no answer
     */
    CompletionStage<Map<Integer, List<Object>>> compare(M with, List<SegmentDigest> digests);
}
