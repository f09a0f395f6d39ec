package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import java.util.Map;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * {@link TombstonesReport} as it travels.
 *
 * @param clearedAt in milliseconds since 1970; 0: never
 */
@ProtoTypeId(TypeIds.TOMBSTONES)
public record TombstonesFigures(
        @ProtoField(1) long live,
        @ProtoField(2) long bytes,
        @ProtoField(3) long bytesMax,
        @ProtoField(4) long purged,
        @ProtoField(5) long blocked,
        @ProtoField(6) Map<String, Long> blockedBy,
        @ProtoField(7) int needFullCompare,
        @ProtoField(8) long forgotten,
        @ProtoField(9) long resurrectionsBlocked,
        @ProtoField(10) long clearedAt,
        @ProtoField(11) long oldestMillis,
        @ProtoField(12) long graceMillis) {

    @ProtoFactory
    public TombstonesFigures {}

    public static TombstonesFigures of(TombstonesReport from) {
        return new TombstonesFigures(
                from.live(),
                from.bytes(),
                from.bytesMax(),
                from.purged(),
                from.blocked(),
                from.blockedBy(),
                from.needFullCompare(),
                from.forgotten(),
                from.resurrectionsBlocked(),
                from.clearedAt() == null ? 0 : from.clearedAt().toEpochMilli(),
                from.oldestMillis(),
                from.graceMillis());
    }

    public TombstonesReport report() {
        return new TombstonesReport(
                live,
                bytes,
                bytesMax,
                oldestMillis,
                graceMillis,
                purged,
                blocked,
                blockedBy,
                needFullCompare,
                forgotten,
                resurrectionsBlocked,
                clearedAt == 0 ? null : Instant.ofEpochMilli(clearedAt));
    }
}
