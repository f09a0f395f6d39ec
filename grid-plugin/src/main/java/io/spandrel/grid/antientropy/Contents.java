package io.spandrel.grid.antientropy;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What one owner tells of the segments it holds: this member's own, or another's that is asked. A stage that fails ends the
 * comparison with that owner. Thread-safe.
 *
 * @param <K> a key
 */
public interface Contents<K> {

    /** The roots of the trees of segments, in their order. */
    CompletionStage<Roots> roots(List<Integer> segments);

    /** The children of nodes of a segment's tree, as {@link SegmentTree#children} gives them. */
    CompletionStage<List<Node>> children(int segment, int level, List<Integer> nodes);

    /** The digests of the keys below nodes of a segment's tree, by the hash of the key; those of one hash added up. */
    CompletionStage<Map<Long, Long>> keys(int segment, int level, List<Integer> nodes);

    /** What is held under hashes of keys; nothing for a hash under which nothing is. */
    CompletionStage<Map<Long, Held<K>>> held(int segment, Collection<Long> hashes);

    /**
     * @param clearedUpTo version of the last clear that this owner knows
     * @param roots one for each segment
     * @param forgottenUpTo for each segment, up to which version deletes were not all remembered
     * @param moment by which this owner knows the comparison again, see {@link ComparedSegments}; 0: it need not hear of its end
     */
    record Roots(long clearedUpTo, List<Node> roots, List<Long> forgottenUpTo, long moment) {}

    /**
     * What is held under one hash.
     *
     * @param digest the sum of the digests of all its keys
     * @param newest the newest of their states
     * @param keys nearly always one
     */
    record Held<K>(long digest, KeyState newest, List<K> keys) {}
}
