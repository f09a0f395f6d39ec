package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.Calls;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.ReadPath;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * {@link Calls} as they travel, and with those since the start those of the last minute: {@link CallsReport}. The lists are the columns
 * of what answered the reads.
 *
 * @param lastMinute null in what is the last minute's itself
 */
@ProtoTypeId(TypeIds.CALLS)
public record CallsFigures(
        @ProtoField(1) Durations reads,
        @ProtoField(2) Durations writes,
        @ProtoField(3) Durations removes,
        @ProtoField(4) List<String> paths,
        @ProtoField(5) List<Long> answered,
        @ProtoField(6) @Nullable CallsFigures lastMinute,
        @ProtoField(7) long lastMinuteMillis) {

    @ProtoFactory
    public CallsFigures {}

    public static CallsFigures of(CallsReport from) {
        return of(from.sinceStart(), of(from.lastMinute(), null, 0), from.lastMinuteMillis());
    }

    private static CallsFigures of(Calls from, @Nullable CallsFigures lastMinute, long lastMinuteMillis) {
        return new CallsFigures(
                Durations.of(from.reads()),
                Durations.of(from.writes()),
                Durations.of(from.removes()),
                from.readPaths().keySet().stream().map(ReadPath::name).toList(),
                List.copyOf(from.readPaths().values()),
                lastMinute,
                lastMinuteMillis);
    }

    public CallsReport report() {
        return new CallsReport(calls(), lastMinute == null ? Calls.NONE : lastMinute.calls(), lastMinuteMillis);
    }

    private Calls calls() {
        Map<ReadPath, Long> counts = new EnumMap<>(ReadPath.class);
        for (int i = 0; i < paths.size(); i++) {
            counts.put(ReadPath.valueOf(paths.get(i)), answered.get(i));
        }
        return new Calls(reads.histogram(), writes.histogram(), removes.histogram(), counts);
    }

    /** {@link LatencyHistogram} as it travels; the lists are the columns of its ranges. */
    @ProtoName("CallDurations")
    @ProtoTypeId(TypeIds.CALL_DURATIONS)
    record Durations(
            @ProtoField(1) List<Long> upToNanos,
            @ProtoField(2) List<Long> counts,
            @ProtoField(3) long maxNanos) {

        @ProtoFactory
        Durations {}

        public static Durations of(LatencyHistogram from) {
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
