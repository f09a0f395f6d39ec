package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.TransferReport;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.TypeIds;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.statetransfer.StateTransferManager;
import org.jspecify.annotations.Nullable;

/** {@link TransferReport} of a cache as it travels. */
@ProtoTypeId(TypeIds.TRANSFER)
public record TransferFigures(
        @ProtoField(1) String cache,
        @ProtoField(value = 2, defaultValue = "0") int segments,
        @ProtoField(value = 3, defaultValue = "0") int left,
        @ProtoField(value = 4, defaultValue = "0") long entries,
        @ProtoField(value = 5, defaultValue = "0") double segmentsPerSecond,
        @ProtoField(value = 6, defaultValue = "0") long remainingMillis) {

    @ProtoFactory
    public TransferFigures {}

    /** Null while nothing is on its way to this member. */
    static @Nullable TransferFigures of(CacheSide side) {
        LocalizedCacheTopology topology = side.topology();
        ConsistentHash pending = topology == null ? null : topology.getPendingCH();
        if (topology == null || pending == null) {
            return null;
        }
        int left = (int) side.component(StateTransferManager.class).getInflightSegmentTransferCount();
        if (left == 0) {
            return null;
        }
        IntSet brought = IntSets.mutableEmptySet(topology.getNumSegments());
        brought.addAll(pending.getSegmentsForOwner(topology.getLocalAddress()));
        if (topology.getCurrentCH().getMembers().contains(topology.getLocalAddress())) {
            brought.removeAll(topology.getCurrentCH().getSegmentsForOwner(topology.getLocalAddress()));
        }
        long entries = side.component(InternalDataContainer.class).sizeIncludingExpired(brought);
        return of(
                side.cacheName(),
                side.transfers().look(topology.getRebalanceId(), Math.max(left, brought.size()), left, entries));
    }

    private static TransferFigures of(String cache, TransferReport report) {
        return new TransferFigures(
                cache,
                report.segments(),
                report.left(),
                report.entries(),
                report.segmentsPerSecond(),
                report.remainingMillis());
    }

    public TransferReport report() {
        return new TransferReport(segments, left, entries, segmentsPerSecond, remainingMillis);
    }
}
