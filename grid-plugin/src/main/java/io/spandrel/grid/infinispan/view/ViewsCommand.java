package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.GridView;
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
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Which views have you been in? */
@ProtoTypeId(TypeIds.VIEWS_COMMAND)
public final class ViewsCommand extends MemberCommand {

    @ProtoFactory
    public ViewsCommand() {}

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return CompletableFuture.completedFuture(Reply.of(member));
    }

    /** All oldest first. */
    @ProtoName("ViewsReply")
    @ProtoTypeId(TypeIds.VIEWS_REPLY)
    public record Reply(
            @ProtoField(1) List<View> views, @ProtoField(2) List<Settled> settled) {

        @ProtoFactory
        public Reply {}

        public static Reply of(LocalMember member) {
            ViewLog log = member.component(ViewLog.class);
            return new Reply(
                    log.views().stream().map(seen -> View.of(seen, member)).toList(),
                    log.settlements().stream()
                            .map(settled -> Settled.of(settled, log))
                            .toList());
        }
    }

    /**
     * A view as one member remembers it.
     *
     * @param ageMillis how long ago it was installed: an age, because members' clocks differ
     * @param members the coordinator first
     * @param before who was in the view before; empty: it is this member's first
     */
    @ProtoName("SeenView")
    @ProtoTypeId(TypeIds.SEEN_VIEW)
    record View(
            @ProtoField(1) long ageMillis,
            @ProtoField(2) long id,
            @ProtoField(3) List<Someone> members,
            @ProtoField(4) List<Someone> before,
            @ProtoField(5) List<Group> merged) {

        @ProtoFactory
        View {}

        private static View of(ViewLog.Seen seen, LocalMember member) {
            return new View(
                    member.component(ViewLog.class).ageMillis(seen.at()),
                    seen.id(),
                    Someone.all(seen.members(), member),
                    Someone.all(seen.before(), member),
                    seen.merged().stream()
                            .map(group -> new Group(Someone.all(group, member)))
                            .toList());
        }
    }

    /** Members that were together before a merge. */
    @ProtoName("ViewGroup")
    @ProtoTypeId(TypeIds.VIEW_GROUP)
    record Group(@ProtoField(1) List<Someone> members) {

        @ProtoFactory
        Group {}
    }

    /**
     * A member.
     *
     * @param id tells it from the one that had its name before
     */
    @ProtoName("ViewMember")
    @ProtoTypeId(TypeIds.VIEW_MEMBER)
    record Someone(@ProtoField(1) String id, @ProtoField(2) String name) {

        @ProtoFactory
        Someone {}

        private static List<Someone> all(List<Address> members, LocalMember member) {
            return members.stream()
                    .map(one -> new Someone(
                            one.getNodeUUID().toString(), member.identities().name(one)))
                    .toList();
        }
    }

    /** {@link GridView.Settlement} as it travels. */
    @ProtoName("ViewSettlement")
    @ProtoTypeId(TypeIds.VIEW_SETTLEMENT)
    record Settled(
            @ProtoField(1) long ageMillis,
            @ProtoField(2) String cache,
            @ProtoField(3) long tookMillis,
            @ProtoField(4) long segments,
            @ProtoField(5) long differing,
            @ProtoField(6) long conflicts,
            @ProtoField(7) long unsettled,
            @ProtoField(8) @Nullable String failure) {

        @ProtoFactory
        Settled {}

        private static Settled of(ViewLog.Settled settled, ViewLog log) {
            GridView.Settlement from = settled.settlement();
            return new Settled(
                    log.ageMillis(settled.at()),
                    from.cache(),
                    from.tookMillis(),
                    from.segments(),
                    from.differing(),
                    from.conflicts(),
                    from.unsettled(),
                    from.failure());
        }

        GridView.Settlement settlement() {
            return new GridView.Settlement(cache, tookMillis, segments, differing, conflicts, unsettled, failure);
        }
    }
}
