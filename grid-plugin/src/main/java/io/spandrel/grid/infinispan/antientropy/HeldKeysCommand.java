package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.antientropy.KeyState;
import io.spandrel.grid.infinispan.member.KeyBytes;
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

/** Which keys have these hashes, and what do you hold of them? */
@ProtoTypeId(TypeIds.HELD_KEYS_COMMAND)
final class HeldKeysCommand extends ContentsCommand {

    @ProtoField(3)
    final int segment;

    @ProtoField(value = 4, type = Type.FIXED64)
    final List<Long> hashes;

    @ProtoFactory
    HeldKeysCommand(String cache, int topologyId, int segment, List<Long> hashes) {
        super(cache, topologyId);
        this.segment = segment;
        this.hashes = hashes;
    }

    @Override
    public CompletionStage<Reply> answer(OwnContents contents) {
        return contents.held(segment, hashes).thenApply(held -> Reply.of(held, contents.keyBytes()));
    }

    @Override
    public String toString() {
        return "HeldKeysCommand{cache=" + cache + ", segment " + segment + ", " + hashes.size() + " hashes}";
    }

    /** What is held, hash by hash. */
    @ProtoName("HeldKeysReply")
    @ProtoTypeId(TypeIds.HELD_KEYS_REPLY)
    record Reply(@ProtoField(1) List<Held> held) {

        @ProtoFactory
        Reply {}

        static Reply of(Map<Long, Contents.Held<Object>> from, KeyBytes bytes) {
            List<Held> held = new ArrayList<>();
            from.forEach((hash, one) -> held.add(new Held(
                    hash,
                    one.digest(),
                    one.newest().live(),
                    one.newest().version(),
                    one.newest().lifespan(),
                    bytes.write(one.keys()))));
            return new Reply(held);
        }

        Map<Long, Contents.Held<Object>> heldByHash(KeyBytes bytes) {
            Map<Long, Contents.Held<Object>> byHash = new HashMap<>();
            for (Held one : held) {
                byHash.put(
                        one.hash(),
                        new Contents.Held<>(
                                one.digest(),
                                new KeyState(one.live(), one.version(), one.lifespan()),
                                bytes.read(one.keys())));
            }
            return byHash;
        }
    }

    /**
     * {@link Contents.Held} as it travels.
     *
     * @param keys as Infinispan's marshaller writes them
     */
    @ProtoName("HeldKeys")
    @ProtoTypeId(TypeIds.HELD_KEYS)
    record Held(
            @ProtoField(value = 1, type = Type.FIXED64) long hash,
            @ProtoField(value = 2, type = Type.FIXED64) long digest,
            @ProtoField(3) boolean live,
            @ProtoField(4) long version,
            @ProtoField(5) long lifespan,
            @ProtoField(6) List<byte[]> keys) {

        @ProtoFactory
        Held {}
    }
}
