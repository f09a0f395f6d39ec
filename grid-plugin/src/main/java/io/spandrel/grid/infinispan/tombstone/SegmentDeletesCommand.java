package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.grid.infinispan.member.MemberCommand;
import java.util.List;
import org.infinispan.protostream.annotations.ProtoField;

/** Some deletes of a segment, told in a topology. */
abstract class SegmentDeletesCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoField(3)
    final int segment;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(4)
    final List<byte[]> keys;

    /** Of the deletes, in the order of the keys. */
    @ProtoField(5)
    final List<Long> versions;

    SegmentDeletesCommand(String cache, int topologyId, int segment, List<byte[]> keys, List<Long> versions) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segment = segment;
        this.keys = keys;
        this.versions = versions;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "{cache=" + cache + ", segment " + segment + ", " + keys.size()
                + " deletes}";
    }
}
