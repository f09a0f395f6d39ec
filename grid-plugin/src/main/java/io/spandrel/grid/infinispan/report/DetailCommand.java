package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Tell me more of yourself. */
@ProtoTypeId(TypeIds.DETAIL_COMMAND)
final class DetailCommand extends MemberCommand {

    @ProtoFactory
    DetailCommand() {}

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return member.supplyBlocking(() -> DetailFigures.read(member));
    }

    /**
     * The components are those of {@link io.spandrel.grid.MemberDetail}.
     *
     * @param viewId 0 without a cluster
     * @param now the member's clock, in milliseconds since 1970
     * @param viewMillis how long ago the view was installed; negative: not known
     * @param asked with the two after it, those of {@link io.spandrel.grid.MemberDetail.Retransmits}
     * @param tripTo the members to which a round trip was measured
     * @param tripMillis how long each took, negative without an answer
     */
    @ProtoName("DetailReply")
    @ProtoTypeId(TypeIds.DETAIL_REPLY)
    record Reply(
            @ProtoField(1) long now,
            @ProtoField(2) String javaVersion,
            @ProtoField(3) int processors,
            @ProtoField(4) int threadsPeak,
            @ProtoField(5) List<Collector> collectors,
            @ProtoField(6) long viewId,
            @ProtoField(7) int viewMembers,
            @ProtoField(8) List<SentSetting> settings,
            @ProtoField(value = 9, defaultValue = "-1") long viewMillis,
            @ProtoField(value = 10, defaultValue = "0") long asked,
            @ProtoField(value = 11, defaultValue = "0") long askedFor,
            @ProtoField(value = 12, defaultValue = "0") long sent,
            @ProtoField(13) List<String> tripTo,
            @ProtoField(14) List<Double> tripMillis) {

        @ProtoFactory
        Reply {}
    }

    /** {@link io.spandrel.grid.MemberDetail.Collector} as it travels. */
    @ProtoTypeId(TypeIds.COLLECTOR)
    record Collector(
            @ProtoField(1) String name,
            @ProtoField(2) long collections,
            @ProtoField(3) long totalMillis,
            @ProtoField(4) long lastMillis) {

        @ProtoFactory
        Collector {}
    }

    /** A setting and its cache, which is empty for the member's own, as they travel. */
    @ProtoTypeId(TypeIds.SENT_SETTING)
    record SentSetting(
            @ProtoField(1) String cache,
            @ProtoField(2) String element,
            @ProtoField(3) String attribute,
            @ProtoField(4) String value,
            @ProtoField(5) String origin) {

        @ProtoFactory
        SentSetting {}
    }
}
