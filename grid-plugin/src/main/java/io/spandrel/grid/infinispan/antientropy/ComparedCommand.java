package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Were all your segments compared with their owners, and found equal, after a moment that you have told me? */
@ProtoTypeId(TypeIds.COMPARED_COMMAND)
public final class ComparedCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    /** Negative: none was told. */
    @ProtoField(2)
    final long since;

    @ProtoFactory
    public ComparedCommand(String cache, long since) {
        this.cache = cache;
        this.since = since;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        CacheAntiEntropy comparing = member.caches().find(cache, CacheAntiEntropy.class);
        return CompletableFuture.completedFuture(
                comparing == null
                        ? null
                        : new Reply(comparing.compared().await(), since >= 0 && comparing.comparedSince(since)));
    }

    @Override
    public String toString() {
        return "ComparedCommand{cache=" + cache + ", since=" + since + '}';
    }

    /**
     * @param moment of the last comparison that has begun
     * @param agreed whether all segments were found equal in later ones than that which was asked for
     */
    @ProtoName("ComparedReply")
    @ProtoTypeId(TypeIds.COMPARED_REPLY)
    public record Reply(
            @ProtoField(1) long moment, @ProtoField(2) boolean agreed) {

        @ProtoFactory
        public Reply {}
    }
}
