package io.spandrel.grid.infinispan.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.distribution.ch.impl.ConsistentHashFactory;
import org.infinispan.distribution.ch.impl.SyncConsistentHashFactory;
import org.infinispan.distribution.ch.impl.SyncReplicatedConsistentHashFactory;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtherPrimariesTest {

    private static final int SEGMENTS = 64;
    private static final List<Address> MEMBERS =
            IntStream.range(0, 3).mapToObj(i -> Address.random("m" + i)).toList();
    private static final Address SILENT = MEMBERS.get(2);

    static List<ConsistentHash> hashes() {
        return List.of(
                created(SyncConsistentHashFactory.getInstance(), 2),
                created(SyncConsistentHashFactory.getInstance(), 3),
                created(SyncReplicatedConsistentHashFactory.getInstance(), 3));
    }

    private static ConsistentHash created(ConsistentHashFactory<?> factory, int owners) {
        return factory.create(owners, SEGMENTS, MEMBERS, null);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void of_primaryIsSilent_hasTheSameOwnersWithAnotherPrimary(ConsistentHash hash) {
        ConsistentHash other = OtherPrimaries.of(hash, Set.of(SILENT)).orElseThrow();

        assertThat(other).isInstanceOf(hash.getClass());
        assertThat(other.getMembers()).isEqualTo(hash.getMembers());
        assertThat(other.getPrimarySegmentsForOwner(SILENT)).isEmpty();
        IntStream.range(0, SEGMENTS).forEach(segment -> {
            assertThat(Set.copyOf(other.locateOwnersForSegment(segment)))
                    .isEqualTo(Set.copyOf(hash.locateOwnersForSegment(segment)));
            Address before = hash.locatePrimaryOwnerForSegment(segment);
            if (!before.equals(SILENT)) {
                assertThat(other.locatePrimaryOwnerForSegment(segment)).isEqualTo(before);
            }
        });
        assertThat(OtherPrimaries.of(other, Set.of(SILENT))).isEmpty();
    }

    @Test
    void of_allOwnersOfASegmentAreSilent_leavesItsPrimary() {
        ConsistentHash hash = created(SyncConsistentHashFactory.getInstance(), 2);
        Set<Address> silent = Set.of(MEMBERS.get(1), SILENT);

        ConsistentHash other = OtherPrimaries.of(hash, silent).orElseThrow();

        IntStream.range(0, SEGMENTS)
                .filter(segment -> silent.containsAll(hash.locateOwnersForSegment(segment)))
                .forEach(segment -> assertThat(other.locatePrimaryOwnerForSegment(segment))
                        .isEqualTo(hash.locatePrimaryOwnerForSegment(segment)));
        assertThat(other.getPrimarySegmentsForOwner(MEMBERS.get(0)))
                .isEqualTo(hash.getSegmentsForOwner(MEMBERS.get(0)));
    }
}
