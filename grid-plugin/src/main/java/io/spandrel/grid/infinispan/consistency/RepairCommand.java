package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** This is what I hold of these keys: take what is newer than what you hold, and tell me what you hold then. */
@ProtoTypeId(TypeIds.REPAIR_COMMAND)
public final class RepairCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    /** Version of the last clear that the sender knows of. */
    @ProtoField(2)
    final long cleared;

    @ProtoField(3)
    final List<State> states;

    @ProtoFactory
    RepairCommand(String cache, long cleared, List<State> states) {
        this.cache = cache;
        this.cleared = cleared;
        this.states = states;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        Repairs repairs = member.caches().find(cache, Repairs.class);
        return repairs == null ? CompletableFuture.completedFuture(null) : repairs.take(this);
    }

    @Override
    public String toString() {
        return "RepairCommand{cache=" + cache + ", " + states.size() + " states}";
    }

    /**
     * What the sender holds of a key.
     *
     * @param key as Infinispan's marshaller writes it
     * @param version of the value or the delete; {@code Version.NONE}: the sender holds neither, or a value without version
     * @param value as the marshaller writes it; null: there is none
     * @param metadata of the value, as the marshaller writes it; null without a value
     * @param since when this came to be under way, in milliseconds since 1970
     */
    @ProtoName("RepairState")
    @ProtoTypeId(TypeIds.REPAIR_STATE)
    public record State(
            @ProtoField(1) byte[] key,
            @ProtoField(2) long version,
            @ProtoField(3) byte @Nullable [] value,
            @ProtoField(4) byte @Nullable [] metadata,
            @ProtoField(5) long since) {

        @ProtoFactory
        public State {}
    }

    /**
     * @param held what the receiver holds of each key after it, in the order of the states
     */
    @ProtoName("RepairReply")
    @ProtoTypeId(TypeIds.REPAIR_REPLY)
    record Reply(@ProtoField(1) List<Held> held) {

        @ProtoFactory
        Reply {}
    }

    /**
     * @param kind a {@link Digest.Kind}, by its number
     * @param refused why a state was refused whatever is held; null: it was not
     */
    @ProtoName("RepairHeld")
    @ProtoTypeId(TypeIds.REPAIR_HELD)
    record Held(
            @ProtoField(1) int kind,
            @ProtoField(2) long version,
            @ProtoField(3) long deadline,
            @ProtoField(4) @Nullable String refused) {

        @ProtoFactory
        Held {}

        static Held of(Digest digest) {
            return new Held(digest.kind().ordinal(), digest.version(), digest.deadline(), null);
        }

        static Held refused(String reason) {
            return new Held(Digest.ABSENT.kind().ordinal(), Digest.ABSENT.version(), Digest.ABSENT.deadline(), reason);
        }

        Digest digest() {
            return new Digest(Digest.Kind.values()[kind], version, deadline);
        }
    }
}
