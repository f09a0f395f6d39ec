package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * {@link FilterReport} as it travels.
 *
 * @param filling segments being rebuilt; 0: no rebuild is under way
 */
@ProtoTypeId(TypeIds.FILTER)
public record FilterFigures(
        @ProtoField(1) int ready,
        @ProtoField(2) int rebuilding,
        @ProtoField(3) long keys,
        @ProtoField(4) long departed,
        @ProtoField(5) long slots,
        @ProtoField(6) long slotsUsed,
        @ProtoField(7) long memory,
        @ProtoField(8) double wanted,
        @ProtoField(9) double expected,
        @ProtoField(10) long absent,
        @ProtoField(11) long maybe,
        @ProtoField(12) long inVain,
        @ProtoField(13) long bypassed,
        @ProtoField(14) long storeReadsSaved,
        @ProtoField(15) long audits,
        @ProtoField(16) long auditFailures,
        @ProtoField(17) long rebuilds,
        @ProtoField(18) long kicks,
        @ProtoField(19) int filling,
        @ProtoField(20) long keysRead,
        @ProtoField(21) long keysExpected,
        @ProtoField(22) @Nullable Copies copies) {

    private static final FilterReport.Progress NONE = new FilterReport.Progress(0, 0, 0);

    @ProtoFactory
    public FilterFigures {}

    public static FilterFigures of(FilterReport from) {
        FilterReport.Progress progress = from.progress() == null ? NONE : from.progress();
        return new FilterFigures(
                from.ready(),
                from.rebuilding(),
                from.keys(),
                from.departed(),
                from.slots(),
                from.slotsUsed(),
                from.memory(),
                from.wanted(),
                from.expected(),
                from.absent(),
                from.maybe(),
                from.inVain(),
                from.bypassed(),
                from.storeReadsSaved(),
                from.audits(),
                from.auditFailures(),
                from.rebuilds(),
                from.kicks(),
                progress.segments(),
                progress.keysRead(),
                progress.keysExpected(),
                from.copies() == null ? null : Copies.of(from.copies()));
    }

    public FilterReport report() {
        return new FilterReport(
                ready,
                rebuilding,
                keys,
                departed,
                slots,
                slotsUsed,
                memory,
                wanted,
                expected,
                absent,
                maybe,
                inVain,
                bypassed,
                storeReadsSaved,
                audits,
                auditFailures,
                rebuilds,
                kicks,
                filling == 0 ? null : new FilterReport.Progress(filling, keysRead, keysExpected),
                copies == null ? null : copies.report());
    }

    /** {@link FilterReport.Copies} as it travels. */
    @ProtoName("CopyFigures")
    @ProtoTypeId(TypeIds.COPIES)
    record Copies(
            @ProtoField(1) int held,
            @ProtoField(2) long memory,
            @ProtoField(3) long received,
            @ProtoField(4) long dropped,
            @ProtoField(5) long uneconomic,
            @ProtoField(6) long readsSaved,
            @ProtoField(7) int granted,
            @ProtoField(8) long announced,
            @ProtoField(9) long waits,
            @ProtoField(10) long audits,
            @ProtoField(11) long auditFailures,
            @ProtoField(12) long missNanos,
            @ProtoField(13) long probeNanos) {

        @ProtoFactory
        Copies {}

        public static Copies of(FilterReport.Copies from) {
            return new Copies(
                    from.held(),
                    from.memory(),
                    from.received(),
                    from.dropped(),
                    from.uneconomic(),
                    from.readsSaved(),
                    from.granted(),
                    from.announced(),
                    from.waits(),
                    from.audits(),
                    from.auditFailures(),
                    from.missNanos(),
                    from.probeNanos());
        }

        public FilterReport.Copies report() {
            return new FilterReport.Copies(
                    held,
                    memory,
                    received,
                    dropped,
                    uneconomic,
                    readsSaved,
                    granted,
                    announced,
                    waits,
                    audits,
                    auditFailures,
                    missNanos,
                    probeNanos);
        }
    }
}
