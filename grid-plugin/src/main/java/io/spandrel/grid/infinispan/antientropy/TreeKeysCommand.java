package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.infinispan.member.TypeIds;
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
@ProtoTypeId(TypeIds.TREE_KEYS_COMMAND)
final class TreeKeysCommand extends TreeCommand {

    @ProtoFactory
    TreeKeysCommand(String cache, int topologyId, int segment, int level, List<Integer> nodes) {
        super(cache, topologyId, segment, level, nodes);
    }

    @Override
    public CompletionStage<Reply> answer(OwnContents contents) {
        return contents.keys(segment, level, nodes).thenApply(Reply::of);
    }

    /** Digests by hash, as they travel. */
    @ProtoName("TreeKeysReply")
    @ProtoTypeId(TypeIds.TREE_KEYS_REPLY)
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
