package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.SegmentTree.Node;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.protostream.descriptors.Type;

/** What are the children of these nodes of your tree of a segment? */
@ProtoTypeId(TypeIds.TREE_NODES_COMMAND)
final class TreeNodesCommand extends TreeCommand {

    @ProtoFactory
    TreeNodesCommand(String cache, int topologyId, int segment, int level, List<Integer> nodes) {
        super(cache, topologyId, segment, level, nodes);
    }

    @Override
    public CompletionStage<Reply> answer(OwnContents contents) {
        return contents.children(segment, level, nodes).thenApply(Reply::of);
    }

    /** Nodes as they travel. */
    @ProtoName("TreeNodesReply")
    @ProtoTypeId(TypeIds.TREE_NODES_REPLY)
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
