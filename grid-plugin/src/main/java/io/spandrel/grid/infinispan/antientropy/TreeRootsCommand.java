package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.antientropy.SegmentTree.Node;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.protostream.descriptors.Type;

/** What are the roots of your trees of these segments? */
@ProtoTypeId(TypeIds.TREE_ROOTS_COMMAND)
final class TreeRootsCommand extends ContentsCommand {

    @ProtoField(3)
    final List<Integer> segments;

    @ProtoFactory
    TreeRootsCommand(String cache, int topologyId, List<Integer> segments) {
        super(cache, topologyId);
        this.segments = segments;
    }

    @Override
    public CompletionStage<Reply> answer(OwnContents contents) {
        return contents.roots(segments).thenApply(Reply::of);
    }

    @Override
    public String toString() {
        return "TreeRootsCommand{cache=" + cache + ", " + segments.size() + " segments}";
    }

    /** {@link Contents.Roots} as it travels. */
    @ProtoName("TreeRootsReply")
    @ProtoTypeId(TypeIds.TREE_ROOTS_REPLY)
    record Reply(
            @ProtoField(1) long clearedUpTo,
            @ProtoField(value = 2, type = Type.FIXED64) List<Long> sums,
            @ProtoField(3) List<Integer> counts,
            @ProtoField(4) List<Long> forgottenUpTo,
            @ProtoField(5) long moment) {

        @ProtoFactory
        Reply {}

        static Reply of(Contents.Roots from) {
            return new Reply(
                    from.clearedUpTo(),
                    from.roots().stream().map(Node::sum).toList(),
                    from.roots().stream().map(Node::count).toList(),
                    from.forgottenUpTo(),
                    from.moment());
        }

        Contents.Roots roots() {
            return new Contents.Roots(clearedUpTo, nodes(sums, counts), forgottenUpTo, moment);
        }
    }

    static List<Node> nodes(List<Long> sums, List<Integer> counts) {
        return IntStream.range(0, sums.size())
                .mapToObj(i -> new Node(sums.get(i), counts.get(i)))
                .toList();
    }
}
