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
import org.jspecify.annotations.Nullable;

/** How are you? */
@ProtoTypeId(TypeIds.REPORT_COMMAND)
public final class ReportCommand extends MemberCommand {

    @ProtoFactory
    public ReportCommand() {}

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return member.supplyBlocking(() -> MemberFigures.read(member));
    }

    /**
     * A member's figures; the components are those of {@link io.spandrel.grid.MemberReport}.
     *
     * @param standing null: of a version that does not tell
     */
    @ProtoName("ReportReply")
    @ProtoTypeId(TypeIds.REPORT_REPLY)
    public record Reply(
            @ProtoField(1) String version,
            @ProtoField(2) long uptimeMillis,
            @ProtoField(3) long heapUsed,
            @ProtoField(4) long heapMax,
            @ProtoField(5) long gcMillis,
            @ProtoField(6) double cpuLoad,
            @ProtoField(7) int threads,
            @ProtoField(8) List<CacheFigures> caches,
            @ProtoField(9) @Nullable StandingFigures standing,
            @ProtoField(10) List<TransferFigures> transfers) {

        @ProtoFactory
        public Reply {}
    }
}
