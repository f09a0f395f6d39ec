package io.spandrel.grid.antientropy;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The way down two trees that differ, to the nodes in which single keys are compared. Says at each level which nodes of the other
 * tree are wanted. Not thread-safe.
 */
public final class TreeComparison {

    private final SegmentTree mine;
    private final int bottom;
    private int level;
    private List<Integer> differing;

    /**
     * @param bucketSize how many keys a node should have below it at most when its keys are compared
     */
    public TreeComparison(SegmentTree mine, Node theirRoot, int bucketSize) {
        this.mine = mine;
        this.bottom = SegmentTree.levelOf(Math.max(mine.root().count(), theirRoot.count()), bucketSize);
        this.differing = mine.root().equals(theirRoot) ? List.of() : List.of(0);
    }

    /** Whether the way goes no further down: the keys below {@link #differing} are to be compared. */
    public boolean arrived() {
        return level == bottom || differing.isEmpty();
    }

    /** The level of {@link #differing}; 0 is the root. */
    public int level() {
        return level;
    }

    /** The nodes of this level that differ; none: the trees have become equal. */
    public List<Integer> differing() {
        return differing;
    }

    /**
     * Goes down one level.
     *
     * @param theirs the children in the other tree of the nodes that differ, in their order
     * @throws IllegalArgumentException if those are not as many as were wanted
     */
    public void descend(List<Node> theirs) {
        List<Integer> children = SegmentTree.childrenOf(differing);
        if (theirs.size() != children.size()) {
            throw new IllegalArgumentException(children.size() + " nodes were wanted, not " + theirs.size());
        }
        List<Node> own = mine.children(level, differing);
        List<Integer> below = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).equals(theirs.get(i))) {
                below.add(children.get(i));
            }
        }
        level++;
        differing = below;
    }
}
