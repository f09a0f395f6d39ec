package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import java.util.Map;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * {@link AntiEntropyReport} as it travels.
 *
 * @param began in milliseconds since 1970; 0: never
 * @param ended in milliseconds since 1970; 0: not yet, or never
 * @param complete in milliseconds since 1970; 0: never
 * @param next in milliseconds since 1970; 0: never
 */
@ProtoTypeId(TypeIds.ANTI_ENTROPY)
public record AntiEntropyFigures(
        @ProtoField(1) boolean running,
        @ProtoField(2) boolean paused,
        @ProtoField(3) boolean repairing,
        @ProtoField(4) String reason,
        @ProtoField(5) long began,
        @ProtoField(6) long ended,
        @ProtoField(7) int segments,
        @ProtoField(8) int segmentsDone,
        @ProtoField(9) long remainingMillis,
        @ProtoField(10) long lastDifferences,
        @ProtoField(11) Map<String, String> notHeard,
        @ProtoField(12) @Nullable String failure,
        @ProtoField(13) long runs,
        @ProtoField(14) long keys,
        @ProtoField(15) Map<String, Long> differences,
        @ProtoField(16) long repaired,
        @ProtoField(17) long notRepaired,
        @ProtoField(18) long bytes,
        @ProtoField(19) long complete,
        @ProtoField(20) long next,
        @ProtoField(21) long intervalMillis,
        @ProtoField(22) long throttle) {

    @ProtoFactory
    public AntiEntropyFigures {}

    public static AntiEntropyFigures of(AntiEntropyReport from) {
        return new AntiEntropyFigures(
                from.running(),
                from.paused(),
                from.repairing(),
                from.reason(),
                millis(from.began()),
                millis(from.ended()),
                from.segments(),
                from.segmentsDone(),
                from.remainingMillis(),
                from.lastDifferences(),
                from.notHeard(),
                from.failure(),
                from.runs(),
                from.keys(),
                from.differences(),
                from.repaired(),
                from.notRepaired(),
                from.bytes(),
                millis(from.complete()),
                millis(from.next()),
                from.intervalMillis(),
                from.throttle());
    }

    public AntiEntropyReport report() {
        return new AntiEntropyReport(
                running,
                paused,
                repairing,
                reason,
                instant(began),
                instant(ended),
                instant(complete),
                instant(next),
                intervalMillis,
                throttle,
                segments,
                segmentsDone,
                remainingMillis,
                lastDifferences,
                notHeard,
                failure,
                runs,
                keys,
                differences,
                repaired,
                notRepaired,
                bytes);
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
