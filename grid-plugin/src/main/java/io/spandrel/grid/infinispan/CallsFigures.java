package io.spandrel.grid.infinispan;

import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link CallsReport} as it travels. */
@ProtoTypeId(GridSchema.CALLS)
record CallsFigures(
        @ProtoField(1) Durations reads,
        @ProtoField(2) Durations writes,
        @ProtoField(3) Durations removes) {

    @ProtoFactory
    CallsFigures {}

    static CallsFigures of(CallsReport from) {
        return new CallsFigures(Durations.of(from.reads()), Durations.of(from.writes()), Durations.of(from.removes()));
    }

    CallsReport report() {
        return new CallsReport(reads.histogram(), writes.histogram(), removes.histogram());
    }

    /** {@link LatencyHistogram} as it travels; the lists are the columns of its ranges. */
    @ProtoName("CallDurations")
    @ProtoTypeId(GridSchema.CALL_DURATIONS)
    record Durations(
            @ProtoField(1) List<Long> upToNanos,
            @ProtoField(2) List<Long> counts,
            @ProtoField(3) long maxNanos) {

        @ProtoFactory
        Durations {}

        static Durations of(LatencyHistogram from) {
            return new Durations(
                    from.ranges().stream()
                            .map(LatencyHistogram.Range::upToNanos)
                            .toList(),
                    from.ranges().stream().map(LatencyHistogram.Range::count).toList(),
                    from.maxNanos());
        }

        LatencyHistogram histogram() {
            return new LatencyHistogram(
                    IntStream.range(0, upToNanos.size())
                            .mapToObj(i -> new LatencyHistogram.Range(upToNanos.get(i), counts.get(i)))
                            .toList(),
                    maxNanos);
        }
    }
}
