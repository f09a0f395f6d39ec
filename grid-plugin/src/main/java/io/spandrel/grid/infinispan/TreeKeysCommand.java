package io.spandrel.grid.infinispan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.protostream.descriptors.Type;

/** What are the digests of the keys below these nodes of your tree of a segment? */
@ProtoTypeId(GridSchema.TREE_KEYS_COMMAND)
final class TreeKeysCommand extends ContentsCommand {

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
    TreeKeysCommand(String cache, int topologyId, int segment, int level, List<Integer> nodes) {
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
        return contents.keys(segment, level, nodes).thenApply(Reply::of);
    }

    @Override
    public String toString() {
        return "TreeKeysCommand{cache=" + cache + ", segment " + segment + ", " + nodes.size() + " nodes of level "
                + level + "}";
    }

    /** Digests by hash, as they travel. */
    @ProtoName("TreeKeysReply")
    @ProtoTypeId(GridSchema.TREE_KEYS_REPLY)
    record Reply(
            @ProtoField(value = 1, type = Type.FIXED64) List<Long> hashes,
            @ProtoField(value = 2, type = Type.FIXED64) List<Long> digests) {

        @ProtoFactory
        Reply {}

        static Reply of(Map<Long, Long> from) {
            List<Long> hashes = new ArrayList<>(from.keySet());
            return new Reply(
                    hashes,
                    hashes.stream().map(hash -> from.getOrDefault(hash, 0L)).toList());
        }

        Map<Long, Long> digestsByHash() {
            Map<Long, Long> byHash = new HashMap<>();
            for (int i = 0; i < hashes.size(); i++) {
                byHash.put(hashes.get(i), digests.get(i));
            }
            return byHash;
        }
    }
}
