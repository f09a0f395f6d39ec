package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.infinispan.member.TypeIds;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link ConflictsReport} as it travels. */
@ProtoTypeId(TypeIds.CONFLICTS)
public record ConflictsFigures(
        @ProtoField(1) String resolver,
        @ProtoField(2) long settled,
        @ProtoField(3) long olderKept,
        @ProtoField(4) long deletes,
        @ProtoField(5) long resolverFailures,
        @ProtoField(6) int logged,
        @ProtoField(7) int loggedMax,
        @ProtoField(8) long overwritten) {

    @ProtoFactory
    public ConflictsFigures {}

    public static ConflictsFigures of(ConflictsReport from) {
        return new ConflictsFigures(
                from.resolver(),
                from.settled(),
                from.olderKept(),
                from.deletes(),
                from.resolverFailures(),
                from.logged(),
                from.loggedMax(),
                from.overwritten());
    }

    public ConflictsReport report() {
        return new ConflictsReport(
                resolver, settled, olderKept, deletes, resolverFailures, logged, loggedMax, overwritten);
    }
}
