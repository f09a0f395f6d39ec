package io.spandrel.grid.infinispan.handoff;

import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link HandoffReport} as it travels. */
@ProtoTypeId(TypeIds.HANDOFF)
public record HandoffFigures(
        @ProtoField(1) long pending,
        @ProtoField(2) long bytes,
        @ProtoField(3) long oldestMillis,
        @ProtoField(4) long created,
        @ProtoField(5) long succeeded,
        @ProtoField(6) long failed,
        @ProtoField(7) long expired,
        @ProtoField(8) long dropped,
        @ProtoField(9) List<Target> targets,
        @ProtoField(10) long bytesMax,
        @ProtoField(11) long windowMillis,
        @ProtoField(12) long throttle) {

    @ProtoFactory
    public HandoffFigures {}

    public static HandoffFigures of(HandoffReport from) {
        return new HandoffFigures(
                from.pending(),
                from.bytes(),
                from.oldestMillis(),
                from.created(),
                from.succeeded(),
                from.failed(),
                from.expired(),
                from.dropped(),
                from.targets().stream().map(Target::of).toList(),
                from.bytesMax(),
                from.windowMillis(),
                from.throttle());
    }

    public HandoffReport report() {
        return new HandoffReport(
                pending,
                bytes,
                bytesMax,
                oldestMillis,
                windowMillis,
                throttle,
                created,
                succeeded,
                failed,
                expired,
                dropped,
                targets.stream().map(Target::target).toList());
    }

    /** {@link HandoffReport.Target} as it travels. */
    @ProtoName("HandoffTarget")
    @ProtoTypeId(TypeIds.HANDOFF_TARGET)
    record Target(
            @ProtoField(1) String member,
            @ProtoField(2) int pending,
            @ProtoField(3) long oldestMillis,
            @ProtoField(4) boolean paused,
            @ProtoField(5) boolean needsRepair) {

        @ProtoFactory
        Target {}

        public static Target of(HandoffReport.Target from) {
            return new Target(from.member(), from.pending(), from.oldestMillis(), from.paused(), from.needsRepair());
        }

        HandoffReport.Target target() {
            return new HandoffReport.Target(member, pending, oldestMillis, paused, needsRepair);
        }
    }
}
