package io.spandrel.grid.infinispan.handoff;

import io.spandrel.grid.consistency.Hints.Hint;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** I owe that member these keys, and you are their primary: see to it that it has them. */
@ProtoTypeId(TypeIds.HANDOFF_COMMAND)
final class HandoffCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final String to;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(3)
    final List<byte[]> keys;

    /** What the member must have, or something newer, in the order of the keys. */
    @ProtoField(4)
    final List<Long> versions;

    /** For how long it has been owed, in milliseconds, in the order of the keys. */
    @ProtoField(5)
    final List<Long> ages;

    @ProtoFactory
    HandoffCommand(String cache, String to, List<byte[]> keys, List<Long> versions, List<Long> ages) {
        this.cache = cache;
        this.to = to;
        this.keys = keys;
        this.versions = versions;
        this.ages = ages;
    }

    static HandoffCommand of(String cache, Address to, List<Hint<Object>> hints, KeyBytes keyBytes) {
        return new HandoffCommand(
                cache,
                to.getNodeUUID().toString(),
                keyBytes.write(hints.stream().map(Hint::key).toList()),
                hints.stream().map(Hint::version).toList(),
                hints.stream().map(hint -> hint.age().toMillis()).toList());
    }

    Address target() {
        return Address.fromNodeUUID(UUID.fromString(to));
    }

    List<Hint<Object>> hints(KeyBytes keyBytes) {
        List<Object> read = keyBytes.read(keys);
        List<Hint<Object>> hints = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            hints.add(new Hint<>(read.get(i), versions.get(i), Duration.ofMillis(ages.get(i))));
        }
        return hints;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        Handoffs handoffs = member.caches().find(cache, Handoffs.class);
        return handoffs == null ? CompletableFuture.completedFuture(null) : handoffs.pay(this);
    }

    @Override
    public String toString() {
        return "HandoffCommand{cache=" + cache + ", " + keys.size() + " keys to " + to + "}";
    }

    /**
     * @param held the version that the member is known to hold now, in the order of the keys; {@code Version.NONE}: not known
     * @param bytes what was sent to it
     */
    @ProtoName("HandoffReply")
    @ProtoTypeId(TypeIds.HANDOFF_REPLY)
    record Reply(
            @ProtoField(1) List<Long> held, @ProtoField(2) long bytes) {

        @ProtoFactory
        Reply {}
    }
}
