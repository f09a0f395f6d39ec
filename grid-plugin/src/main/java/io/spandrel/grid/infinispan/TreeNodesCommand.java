package io.spandrel.grid.infinispan;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.protostream.descriptors.Type;

/** What are the children of these nodes of your tree of a segment? */
@ProtoTypeId(GridSchema.TREE_NODES_COMMAND)
final class TreeNodesCommand extends ContentsCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoField(3)
    final int segment;

    @ProtoField(4)
    final int level;

    @ProtoField(5)
    final List<Integer> nodes;

    @ProtoFactory
    TreeNodesCommand(String cache, int topologyId, int segment, int level, List<Integer> nodes) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segment = segment;
        this.level = level;
        this.nodes = nodes;
    }

    @Override
    String cache() {
        return cache;
    }

    @Override
    int topologyId() {
        return topologyId;
    }

    @Override
    CompletionStage<Reply> answer(OwnContents contents) {
        return contents.children(segment, level, nodes).thenApply(Reply::of);
    }

    @Override
    public String toString() {
        return "TreeNodesCommand{cache=" + cache + ", segment " + segment + ", " + nodes.size() + " nodes of level "
                + level + "}";
    }

    /** Nodes as they travel. */
    @ProtoName("TreeNodesReply")
    @ProtoTypeId(GridSchema.TREE_NODES_REPLY)
    record Reply(
            @ProtoField(value = 1, type = Type.FIXED64) List<Long> sums,
            @ProtoField(2) List<Integer> counts) {

        @ProtoFactory
        Reply {}

        static Reply of(List<Node> from) {
            return new Reply(
                    from.stream().map(Node::sum).toList(),
                    from.stream().map(Node::count).toList());
        }

        List<Node> nodes() {
            return TreeRootsCommand.nodes(sums, counts);
        }
    }
}
