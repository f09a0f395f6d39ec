package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** What do you hold of these keys, as an owner in this topology or a later one? */
@ProtoTypeId(TypeIds.COPIES_COMMAND)
public final class CopiesCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    /** Of how many keys, the first ones, the values are wanted. */
    @ProtoField(3)
    final int withValue;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(4)
    final List<byte[]> keys;

    @ProtoFactory
    public CopiesCommand(String cache, int topologyId, int withValue, List<byte[]> keys) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.withValue = withValue;
        this.keys = keys;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        OwnerReads reads = member.caches().find(cache, OwnerReads.class);
        return reads == null ? CompletableFuture.completedFuture(null) : reads.answer(this);
    }

    @Override
    public String toString() {
        return "CopiesCommand{cache=" + cache + ", topology " + topologyId + ", " + keys.size() + " keys}";
    }

    /**
     * @param topologyId of the topology in which it was answered
     * @param held in the order of the keys
     * @param latest no version that the member gave before it had that topology is newer
     */
    @ProtoName("CopiesReply")
    @ProtoTypeId(TypeIds.COPIES_REPLY)
    public record Reply(
            @ProtoField(1) int topologyId,
            @ProtoField(2) List<Held> held,
            @ProtoField(3) long latest) {

        @ProtoFactory
        public Reply {}
    }

    /**
     * @param kind a {@link Digest.Kind}, by its number; {@link #NO_OWNER}: the member does not own the key
     * @param value as the marshaller writes it; null: there is none, or it was not asked for
     */
    @ProtoName("HeldCopy")
    @ProtoTypeId(TypeIds.HELD_COPY)
    public record Held(
            @ProtoField(1) int kind,
            @ProtoField(2) long version,
            @ProtoField(3) long deadline,
            @ProtoField(4) byte @Nullable [] value) {

        static final int NO_OWNER = -1;

        @ProtoFactory
        public Held {}

        static Held noOwner() {
            return new Held(NO_OWNER, Digest.ABSENT.version(), Digest.ABSENT.deadline(), null);
        }

        /** What the member holds; null: it does not own the key. */
        public OwnCopies.@Nullable Copy owned(KeyBytes bytes) {
            return kind == NO_OWNER ? null : copy(bytes);
        }

        OwnCopies.Copy copy(KeyBytes bytes) {
            InternalCacheValue<?> shown = value == null
                    ? null
                    : (InternalCacheValue<?>) bytes.read(List.of(value)).get(0);
            return new OwnCopies.Copy(new Digest(Digest.Kind.values()[kind], version, deadline), shown);
        }
    }

    /** What an owner answers, for {@link #held}. */
    static List<Held> held(List<OwnCopies.@Nullable Copy> copies, KeyBytes bytes) {
        List<Held> held = new ArrayList<>(copies.size());
        for (OwnCopies.Copy copy : copies) {
            held.add(copy == null ? Held.noOwner() : held(copy, bytes));
        }
        return held;
    }

    static Held held(OwnCopies.Copy copy, KeyBytes bytes) {
        Digest digest = copy.digest();
        byte[] value =
                copy.value() == null ? null : bytes.write(List.of(copy.value())).get(0);
        return new Held(digest.kind().ordinal(), digest.version(), digest.deadline(), value);
    }
}
