package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.infinispan.consistency.KeySettling.Settled;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** You are the primary of these keys: see to it that all their owners agree, and tell me on what. */
@ProtoTypeId(TypeIds.SETTLE_COMMAND)
final class SettleCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(3)
    final List<byte[]> keys;

    @ProtoFactory
    SettleCommand(String cache, int topologyId, List<byte[]> keys) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.keys = keys;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        KeySettling settling = member.caches().find(cache, KeySettling.class);
        return settling == null ? CompletableFuture.completedFuture(null) : settling.answer(this);
    }

    @Override
    public String toString() {
        return "SettleCommand{cache=" + cache + ", topology " + topologyId + ", " + keys.size() + " keys}";
    }

    /**
     * @param outcomes in the order of the keys
     */
    @ProtoName("SettleReply")
    @ProtoTypeId(TypeIds.SETTLE_REPLY)
    record Reply(@ProtoField(1) List<Outcome> outcomes) {

        @ProtoFactory
        Reply {}
    }

    /**
     * @param copy what they agree on
     * @param holders who has it
     * @param complete whether those are all that are expected
     * @param failure why they do not agree; null: they do
     */
    @ProtoName("SettleOutcome")
    @ProtoTypeId(TypeIds.SETTLE_OUTCOME)
    record Outcome(
            @ProtoField(1) CopiesCommand.Held copy,
            @ProtoField(2) List<String> holders,
            @ProtoField(3) boolean complete,
            @ProtoField(4) @Nullable String failure) {

        @ProtoFactory
        Outcome {}

        static Outcome of(Settled settled, KeyBytes bytes) {
            return new Outcome(
                    CopiesCommand.held(settled.copy(), bytes),
                    settled.holders().stream()
                            .map(holder -> holder.getNodeUUID().toString())
                            .toList(),
                    settled.complete(),
                    settled.failure());
        }

        Settled settled(KeyBytes bytes) {
            Set<Address> who = new HashSet<>();
            holders.forEach(holder -> who.add(Address.fromNodeUUID(UUID.fromString(holder))));
            return new Settled(copy.copy(bytes), who, complete, failure);
        }
    }
}
