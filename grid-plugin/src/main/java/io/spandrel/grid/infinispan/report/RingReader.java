package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.MemberShare;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import io.spandrel.grid.infinispan.member.Identities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.remoting.transport.Address;

/** Puts a topology of Infinispan into the grid's words. */
public final class RingReader {

    private final Identities identities;

    RingReader(Identities identities) {
        this.identities = identities;
    }

    /** The ring of a cache that is not clustered: one segment, all here. */
    static Ring local(String self) {
        return new Ring(
                -1,
                "NO_REBALANCE",
                List.of(new Segment(0, self, List.of(), List.of(), false)),
                List.of(new MemberShare(self, 1, 1, 1, 1)));
    }

    Ring read(LocalizedCacheTopology topology) {
        return new Ring(topology.getTopologyId(), topology.getPhase().name(), segments(topology), shares(topology));
    }

    public KeyOwners owners(DistributionInfo info) {
        return new KeyOwners(info.segmentId(), primary(info), backups(info));
    }

    private List<Segment> segments(LocalizedCacheTopology topology) {
        ConsistentHash current = topology.getCurrentCH();
        ConsistentHash pending = topology.getPendingCH();
        List<Segment> segments = new ArrayList<>(topology.getNumSegments());
        for (int id = 0; id < topology.getNumSegments(); id++) {
            DistributionInfo info = topology.getSegmentDistribution(id);
            List<Address> next = pending == null ? List.of() : pending.locateOwnersForSegment(id);
            boolean moving = pending != null && !next.equals(current.locateOwnersForSegment(id));
            segments.add(new Segment(id, primary(info), backups(info), names(next), moving));
        }
        return segments;
    }

    private List<MemberShare> shares(LocalizedCacheTopology topology) {
        Map<Address, int[]> counts = new HashMap<>();
        int total = 0;
        for (int id = 0; id < topology.getNumSegments(); id++) {
            DistributionInfo info = topology.getSegmentDistribution(id);
            if (info.primary() != null) {
                counts.computeIfAbsent(info.primary(), member -> new int[2])[0]++;
            }
            for (Address owner : info.writeOwners()) {
                counts.computeIfAbsent(owner, member -> new int[2])[1]++;
                total++;
            }
        }
        Map<Address, Float> factors = topology.getCurrentCH().getCapacityFactors();
        List<MemberShare> shares = new ArrayList<>();
        for (Address member : topology.getMembers()) {
            int[] count = counts.getOrDefault(member, new int[2]);
            shares.add(new MemberShare(
                    identities.name(member),
                    count[0],
                    count[1],
                    total == 0 ? 0 : (double) count[1] / total,
                    factors == null ? 1 : factors.getOrDefault(member, 1f)));
        }
        return shares;
    }

    private String primary(DistributionInfo info) {
        return info.primary() == null ? "" : identities.name(info.primary());
    }

    private List<String> backups(DistributionInfo info) {
        return names(info.writeOwners().stream()
                .filter(owner -> !owner.equals(info.primary()))
                .toList());
    }

    private List<String> names(Collection<Address> members) {
        return members.stream().map(identities::name).toList();
    }
}
