package io.spandrel.grid.infinispan.takeover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.distribution.ch.impl.DefaultConsistentHash;
import org.infinispan.distribution.ch.impl.ReplicatedConsistentHash;
import org.infinispan.remoting.transport.Address;

/** The same owners of all segments, with others of them as primaries. */
final class OtherPrimaries {

    private OtherPrimaries() {}

    /**
     * Has the next owner be primary of each segment whose primary is one of {@code silent}; of a segment that only they own nothing
     * changes.
     *
     * @return empty if that changes nothing, or not with this kind of hash
     */
    static Optional<ConsistentHash> of(ConsistentHash hash, Set<Address> silent) {
        List<Address> primaries = IntStream.range(0, hash.getNumSegments())
                .mapToObj(segment -> primary(hash, segment, silent))
                .toList();
        boolean same = IntStream.range(0, hash.getNumSegments())
                .allMatch(segment -> primaries.get(segment).equals(hash.locatePrimaryOwnerForSegment(segment)));
        if (same) {
            return Optional.empty();
        }
        if (hash instanceof DefaultConsistentHash distributed) {
            return Optional.of(distributed(distributed, primaries));
        }
        return hash instanceof ReplicatedConsistentHash ? Optional.of(replicated(hash, primaries)) : Optional.empty();
    }

    private static Address primary(ConsistentHash hash, int segment, Set<Address> silent) {
        Address primary = hash.locatePrimaryOwnerForSegment(segment);
        return !silent.contains(primary)
                ? primary
                : hash.locateOwnersForSegment(segment).stream()
                        .filter(owner -> !silent.contains(owner))
                        .findFirst()
                        .orElse(primary);
    }

    private static ConsistentHash distributed(DefaultConsistentHash hash, List<Address> primaries) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<Address>[] owners = IntStream.range(0, primaries.size())
                .mapToObj(segment -> first(primaries.get(segment), hash.locateOwnersForSegment(segment)))
                .toArray(List[]::new);
        return DefaultConsistentHash.create(
                hash.getNumOwners(), hash.getNumSegments(), hash.getMembers(), hash.getCapacityFactors(), owners);
    }

    private static List<Address> first(Address primary, List<Address> owners) {
        List<Address> ordered = new ArrayList<>(owners);
        ordered.remove(primary);
        ordered.add(0, primary);
        return ordered;
    }

    private static ConsistentHash replicated(ConsistentHash hash, List<Address> primaries) {
        List<Address> members = hash.getMembers();
        List<Address> withoutState = members.stream()
                .filter(member -> hash.getSegmentsForOwner(member).isEmpty())
                .toList();
        return new ReplicatedConsistentHash(
                members,
                hash.getCapacityFactors(),
                withoutState,
                primaries.stream().map(members::indexOf).toList());
    }
}
