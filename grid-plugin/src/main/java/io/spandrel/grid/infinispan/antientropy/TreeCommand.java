package io.spandrel.grid.infinispan.antientropy;

import java.util.List;
import org.infinispan.protostream.annotations.ProtoField;

/** A question about some nodes of one level of a member's tree of a segment. */
abstract class TreeCommand extends ContentsCommand {

    @ProtoField(3)
    final int segment;

    @ProtoField(4)
    final int level;

    @ProtoField(5)
    final List<Integer> nodes;

    TreeCommand(String cache, int topologyId, int segment, int level, List<Integer> nodes) {
        super(cache, topologyId);
        this.segment = segment;
        this.level = level;
        this.nodes = nodes;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "{cache=" + cache + ", segment " + segment + ", " + nodes.size()
                + " nodes of level " + level + "}";
    }
}
