package io.spandrel.grid.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.GraphLayout;

class SegmentTreeTest {

    private static final List<Integer> ROOT = List.of(0);

    private final Random random = new Random(7);

    @Test
    void root_ofNothing_isEmpty() {
        assertThat(new SegmentTree().root()).isEqualTo(Node.EMPTY);
    }

    @Test
    void add_manyKeys_takesNoMoreThanWithout() {
        SegmentTree tree = tree(random.longs(100_000).boxed().toList());

        assertThat(GraphLayout.parseInstance(tree).totalSize()).isLessThan(12_400);
    }

    @Test
    void add_inAnotherOrder_makesTheSameTree() {
        List<Long> hashes = new ArrayList<>(random.longs(1_000).boxed().toList());
        SegmentTree one = tree(hashes);
        Collections.shuffle(hashes, random);

        SegmentTree other = tree(hashes);

        assertThat(nodes(other)).isEqualTo(nodes(one));
    }

    @Test
    void add_ofTheSameKeyTwice_doesNotCancelOut() {
        SegmentTree tree = new SegmentTree();

        tree.add(42, KeyState.delete(5));
        tree.add(42, KeyState.delete(5));

        assertThat(tree.root().sum()).isNotZero();
        assertThat(tree.root().count()).isEqualTo(2);
    }

    /* What makes owners differ, one at a time. */
    @ParameterizedTest
    @CsvSource({"43,true,5,-1", "42,false,5,-1", "42,true,6,-1", "42,true,5,1000", "42,true,5,0"})
    void root_anythingElse_isAnother(long hash, boolean live, long version, long lifespan) {
        SegmentTree tree = new SegmentTree();
        tree.add(42, KeyState.value(5, KeyState.FOREVER));
        SegmentTree other = new SegmentTree();

        other.add(hash, new KeyState(live, version, lifespan));

        assertThat(other.root().sum()).isNotEqualTo(tree.root().sum());
    }

    @Test
    void children_ofANode_addUpToIt() {
        SegmentTree tree = tree(random.longs(5_000).boxed().toList());

        List<Node> below = tree.children(0, ROOT);
        List<Node> leaves = tree.children(1, SegmentTree.childrenOf(ROOT));

        assertThat(sum(below)).isEqualTo(tree.root());
        assertThat(leaves).hasSize(SegmentTree.FAN_OUT * SegmentTree.FAN_OUT);
        for (int node = 0; node < below.size(); node++) {
            assertThat(sum(leaves.subList(node * SegmentTree.FAN_OUT, (node + 1) * SegmentTree.FAN_OUT)))
                    .isEqualTo(below.get(node));
        }
    }

    @Test
    void index_ofAHash_isWhereItWasAdded() {
        for (long hash : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()}) {
            SegmentTree tree = new SegmentTree();
            tree.add(hash, KeyState.delete(1));

            List<Node> below = tree.children(0, ROOT);
            List<Node> leaves = tree.children(1, SegmentTree.childrenOf(ROOT));

            assertThat(below.get(SegmentTree.index(1, hash)).count()).isEqualTo(1);
            assertThat(leaves.get(SegmentTree.index(2, hash)).count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,32,0", "32,32,0", "33,32,1", "1024,32,1", "1025,32,2", "100000000,32,2", "2,1,1", "33,1,2"})
    void levelOf_soManyKeys_isWhereNodesAreSmallEnough(long keys, int keysOfNode, int level) {
        assertThat(SegmentTree.levelOf(keys, keysOfNode)).isEqualTo(level);
    }

    private static SegmentTree tree(List<Long> hashes) {
        SegmentTree tree = new SegmentTree();
        hashes.forEach(hash -> tree.add(hash, KeyState.value(hash & 0xffff, KeyState.FOREVER)));
        return tree;
    }

    private static List<Node> nodes(SegmentTree tree) {
        List<Node> nodes = new ArrayList<>(List.of(tree.root()));
        nodes.addAll(tree.children(0, ROOT));
        nodes.addAll(
                tree.children(1, IntStream.range(0, SegmentTree.FAN_OUT).boxed().toList()));
        return nodes;
    }

    private static Node sum(List<Node> nodes) {
        return new Node(
                nodes.stream().mapToLong(Node::sum).sum(),
                nodes.stream().mapToInt(Node::count).sum());
    }
}
