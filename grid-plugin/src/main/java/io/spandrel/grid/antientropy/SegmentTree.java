package io.spandrel.grid.antientropy;

import java.util.ArrayList;
import java.util.List;

/**
 * What an owner holds in a segment, as a Merkle tree: two owners that hold the same have the same tree, and two that do not
 * differ from the root down to where the keys are that make the difference.
 *
 * <p>Takes 12 KB, however many keys there are. A key is added in constant time. Not thread-safe.
 */
public final class SegmentTree {

    /*
     * A key belongs to the leaf that the first bits of its hash name. A node's digest is the sum of the digests of all keys below
     * it, so an inner node is the sum of its children, whatever the order in which keys came, and need not be kept. Sums and not
     * XOR: two equal digests do not cancel each other out. The count tells nothing from what adds up to nothing.
     */
    static final int FAN_OUT = 32;

    private static final int BITS = 5;

    /** Of the leaves; the root is level 0. */
    static final int DEPTH = 2;

    private static final int LEAVES = 1 << BITS * DEPTH;

    /**
     * A node.
     *
     * @param sum of the digests of all keys below it
     * @param count of those keys
     */
    public record Node(long sum, int count) {

        public static final Node EMPTY = new Node(0, 0);
    }

    private final long[] sums = new long[LEAVES];
    private final int[] counts = new int[LEAVES];

    public void add(long keyHash, KeyState state) {
        int leaf = index(DEPTH, keyHash);
        sums[leaf] += state.digest(keyHash);
        counts[leaf]++;
    }

    public Node root() {
        return node(0, 0);
    }

    /** The children of nodes of a level, in the order of these. */
    public List<Node> children(int level, List<Integer> nodes) {
        List<Node> children = new ArrayList<>(nodes.size() * FAN_OUT);
        for (int child : childrenOf(nodes)) {
            children.add(node(level + 1, child));
        }
        return children;
    }

    static List<Integer> childrenOf(List<Integer> nodes) {
        List<Integer> children = new ArrayList<>(nodes.size() * FAN_OUT);
        for (int node : nodes) {
            for (int i = 0; i < FAN_OUT; i++) {
                children.add(node * FAN_OUT + i);
            }
        }
        return children;
    }

    /** Below which node of a level a key is. */
    public static int index(int level, long keyHash) {
        return level == 0 ? 0 : (int) (keyHash >>> (Long.SIZE - BITS * level));
    }

    /** The level whose nodes have so many keys or fewer below them, if the tree goes down that far. */
    static int levelOf(long keys, int keysOfNode) {
        int level = 0;
        for (long nodes = 1; level < DEPTH && keys > nodes * keysOfNode; nodes *= FAN_OUT) {
            level++;
        }
        return level;
    }

    private Node node(int level, int index) {
        int leaves = LEAVES >>> BITS * level;
        long sum = 0;
        int count = 0;
        for (int leaf = index * leaves; leaf < (index + 1) * leaves; leaf++) {
            sum += sums[leaf];
            count += counts[leaf];
        }
        return new Node(sum, count);
    }
}
