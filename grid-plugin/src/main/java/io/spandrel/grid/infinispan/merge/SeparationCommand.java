package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.consistency.Separation;
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

/** With whom were you together before this merge? */
@ProtoTypeId(TypeIds.SEPARATION_COMMAND)
final class SeparationCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoFactory
    SeparationCommand(String cache, int topologyId) {
        this.cache = cache;
        this.topologyId = topologyId;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        CacheSeparations separations = member.caches().find(cache, CacheSeparations.class);
        return separations == null ? CompletableFuture.completedFuture(null) : separations.answer(topologyId);
    }

    @Override
    public String toString() {
        return "SeparationCommand{cache=" + cache + ", topology " + topologyId + "}";
    }

    /**
     * A {@link Separation}; together with nobody: there was none.
     *
     * @param together members' ids
     */
    @ProtoName("SeparationReply")
    @ProtoTypeId(TypeIds.SEPARATION_REPLY)
    record Reply(
            @ProtoField(1) int number,
            @ProtoField(2) List<String> together,
            @ProtoField(3) long since,
            @ProtoField(4) long until) {

        @ProtoFactory
        Reply {}

        static Reply of(@Nullable Separation<Address> told) {
            return told == null
                    ? new Reply(0, List.of(), 0, 0)
                    : new Reply(
                            told.number(),
                            told.together().stream()
                                    .map(one -> one.getNodeUUID().toString())
                                    .toList(),
                            told.since(),
                            told.until());
        }

        @Nullable
        Separation<Address> separation() {
            if (together.isEmpty()) {
                return null;
            }
            Set<Address> members = new HashSet<>();
            together.forEach(one -> members.add(Address.fromNodeUUID(UUID.fromString(one))));
            return new Separation<>(number, members, since, until);
        }
    }
}
