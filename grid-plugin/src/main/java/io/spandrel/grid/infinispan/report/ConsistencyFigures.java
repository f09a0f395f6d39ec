package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import io.spandrel.grid.infinispan.merge.ConflictsFigures;
import java.util.List;
import java.util.Set;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link ConsistencyReport} as it travels. */
@ProtoTypeId(TypeIds.CONSISTENCY)
public record ConsistencyFigures(
        @ProtoField(1) Writes writes,
        @ProtoField(2) Reads reads,
        @ProtoField(3) List<String> slowMembers,
        @ProtoField(4) long slowMembersFound,
        @ProtoField(5) long olderNotApplied,
        @ProtoField(6) long formerPrimariesRefused,
        @ProtoField(7) long clockAheadMillis,
        @ProtoField(8) long clockRefused,
        @ProtoField(9) ConflictsFigures conflicts,
        @ProtoField(10) long inquiriesRepeated,
        @ProtoField(11) long clockJumps,
        @ProtoField(12) long primariesReplaced) {

    @ProtoFactory
    public ConsistencyFigures {}

    static ConsistencyFigures of(ConsistencyReport from) {
        return new ConsistencyFigures(
                Writes.of(from.writes()),
                Reads.of(from.reads()),
                List.copyOf(from.slowMembers()),
                from.slowMembersFound(),
                from.olderNotApplied(),
                from.formerPrimariesRefused(),
                from.clockAheadMillis(),
                from.clockRefused(),
                ConflictsFigures.of(from.conflicts()),
                from.inquiriesRepeated(),
                from.clockJumps(),
                from.primariesReplaced());
    }

    public ConsistencyReport report() {
        return new ConsistencyReport(
                writes.report(),
                reads.report(),
                Set.copyOf(slowMembers),
                slowMembersFound,
                primariesReplaced,
                olderNotApplied,
                formerPrimariesRefused,
                inquiriesRepeated,
                clockAheadMillis,
                clockRefused,
                clockJumps,
                conflicts.report());
    }

    /** {@link ConsistencyReport.Writes} as they travel. */
    @ProtoName("ConsistencyWrites")
    @ProtoTypeId(TypeIds.CONSISTENCY_WRITES)
    record Writes(
            @ProtoField(1) long done,
            @ProtoField(2) long notDone,
            @ProtoField(3) long unknown,
            @ProtoField(4) long unavailable,
            @ProtoField(5) long belowLevel,
            @ProtoField(6) long rewritten,
            @ProtoField(7) long ownersLeftBehind,
            @ProtoField(8) long conditions,
            @ProtoField(9) long conditionsUnsettled,
            @ProtoField(10) long redirected,
            @ProtoField(11) long late) {

        @ProtoFactory
        Writes {}

        static Writes of(ConsistencyReport.Writes from) {
            return new Writes(
                    from.done(),
                    from.notDone(),
                    from.unknown(),
                    from.unavailable(),
                    from.belowLevel(),
                    from.rewritten(),
                    from.ownersLeftBehind(),
                    from.conditions(),
                    from.conditionsUnsettled(),
                    from.redirected(),
                    from.late());
        }

        public ConsistencyReport.Writes report() {
            return new ConsistencyReport.Writes(
                    done,
                    notDone,
                    unknown,
                    unavailable,
                    belowLevel,
                    rewritten,
                    redirected,
                    late,
                    ownersLeftBehind,
                    conditions,
                    conditionsUnsettled);
        }
    }

    /** {@link ConsistencyReport.Reads} as they travel. */
    @ProtoName("ConsistencyReads")
    @ProtoTypeId(TypeIds.CONSISTENCY_READS)
    record Reads(
            @ProtoField(1) long keys,
            @ProtoField(2) long unavailable,
            @ProtoField(3) long mismatches,
            @ProtoField(4) long speculative,
            @ProtoField(5) long repairedBackground,
            @ProtoField(6) long repairedBlocking,
            @ProtoField(7) long repairsFailed,
            @ProtoField(8) long repairsDropped) {

        @ProtoFactory
        Reads {}

        static Reads of(ConsistencyReport.Reads from) {
            return new Reads(
                    from.keys(),
                    from.unavailable(),
                    from.mismatches(),
                    from.speculative(),
                    from.repairedBackground(),
                    from.repairedBlocking(),
                    from.repairsFailed(),
                    from.repairsDropped());
        }

        public ConsistencyReport.Reads report() {
            return new ConsistencyReport.Reads(
                    keys,
                    unavailable,
                    mismatches,
                    speculative,
                    repairedBackground,
                    repairedBlocking,
                    repairsFailed,
                    repairsDropped);
        }
    }
}
