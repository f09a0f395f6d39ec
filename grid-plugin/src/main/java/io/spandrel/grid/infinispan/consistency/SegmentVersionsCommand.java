package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Which versions do you hold of the keys of this segment, in this topology? */
@ProtoTypeId(TypeIds.SEGMENT_VERSIONS_COMMAND)
public final class SegmentVersionsCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoField(3)
    final int segment;

    @ProtoFactory
    public SegmentVersionsCommand(String cache, int topologyId, int segment) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segment = segment;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        SegmentVersions contents = member.caches().find(cache, SegmentVersions.class);
        return contents == null ? CompletableFuture.completedFuture(null) : contents.answer(this);
    }

    @Override
    public String toString() {
        return "SegmentVersionsCommand{cache=" + cache + ", topology " + topologyId + ", segment " + segment + "}";
    }

    /**
     * @param clock a version newer than all that the member has given or heard of
     * @param keys as Infinispan's marshaller writes them, first those that have values, then those that were deleted
     * @param versions in the order of the keys
     * @param live how many keys have values
     */
    @ProtoName("SegmentVersionsReply")
    @ProtoTypeId(TypeIds.SEGMENT_VERSIONS_REPLY)
    public record Reply(
            @ProtoField(1) long clock,
            @ProtoField(2) List<byte[]> keys,
            @ProtoField(3) List<Long> versions,
            @ProtoField(4) int live) {

        @ProtoFactory
        public Reply {}

        static Reply of(long clock, Map<Object, Digest> held, KeyBytes bytes) {
            List<Object> keys = new ArrayList<>(held.size());
            List<Long> versions = new ArrayList<>(held.size());
            held.forEach((key, digest) -> add(digest.live(), key, digest, keys, versions));
            int live = keys.size();
            held.forEach((key, digest) -> add(!digest.live(), key, digest, keys, versions));
            return new Reply(clock, bytes.write(keys), versions, live);
        }

        private static void add(boolean wanted, Object key, Digest digest, List<Object> keys, List<Long> versions) {
            if (wanted) {
                keys.add(key);
                versions.add(digest.version());
            }
        }

        public Map<Object, Digest> held(KeyBytes bytes) {
            List<Object> read = bytes.read(keys);
            Map<Object, Digest> held = new HashMap<>();
            for (int i = 0; i < read.size(); i++) {
                long version = versions.get(i);
                held.put(read.get(i), i < live ? Digest.value(version, Digest.NEVER) : Digest.tombstone(version));
            }
            return held;
        }
    }
}
