package io.spandrel.grid.infinispan.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.ExpectedOwners;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.distribution.ch.impl.DefaultConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.CacheTopology.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedTopologyTest {

    private static final Address A = Address.fromNodeUUID(new UUID(0, 1));
    private static final Address B = Address.fromNodeUUID(new UUID(0, 2));
    private static final Address C = Address.fromNodeUUID(new UUID(0, 3));
    private static final Address D = Address.fromNodeUUID(new UUID(0, 4));

    private static final CacheTopology STABLE = topology(owners(A, B, C), null);

    @Test
    void owners_nothingMoves_areThoseOfTheStableTopology() {
        assertThat(expected(STABLE, STABLE)).isEqualTo(ExpectedOwners.of(List.of(A, B, C)));
    }

    @Test
    void owners_oneIsGone_countsItAsLongAsNobodyReplacesIt() {
        assertThat(expected(STABLE, topology(owners(A, B), null)))
                .isEqualTo(ExpectedOwners.of(List.of(A, B, C)).movingTo(List.of(A, B)));
    }

    @Test
    void owners_segmentMoves_areTheStableOnesAndThoseToCome() {
        assertThat(expected(STABLE, topology(owners(A, B), owners(A, B, D))))
                .isEqualTo(ExpectedOwners.of(List.of(A, B, C)).movingTo(List.of(A, B, D)));
    }

    /** Those that a minority has made owners among itself count only beside the others. */
    @Test
    void owners_aMinorityHasRebalanced_areTheStableOnesToo() {
        assertThat(owners(STABLE, topology(owners(C, D), null), false))
                .isEqualTo(ExpectedOwners.of(List.of(A, B, C)).movingTo(List.of(C, D)));
    }

    /** Those that gave the segment away have dropped it, though they are in the stable topology for a moment yet. */
    @Test
    void owners_moveIsOver_areTheNewOnesBeforeTheyAreStable() {
        assertThat(expected(STABLE, topology(owners(B, C, D), null))).isEqualTo(ExpectedOwners.of(List.of(B, C, D)));
    }

    /** One side does not know by whom the other has counted: somebody of it is missed only if nobody is. */
    @Test
    void owners_twoSidesMerge_areAllOfBoth() {
        ExpectedOwners<Address> owners =
                expected(STABLE, topology(owners(A, B, C, D), null, Phase.CONFLICT_RESOLUTION));

        assertThat(owners.all()).containsExactly(A, B, C, D);
        assertThat(owners.met(ConsistencyLevel.QUORUM, Set.of(A, B, C))).isFalse();
        assertThat(owners.met(ConsistencyLevel.QUORUM, Set.of(A, B, C, D))).isTrue();
    }

    @Test
    void owners_aMinorityMerges_areTheStableOnesToo() {
        ExpectedOwners<Address> owners = owners(STABLE, topology(owners(C, D), null, Phase.CONFLICT_RESOLUTION), false);

        assertThat(owners.met(ConsistencyLevel.QUORUM, Set.of(C, D))).isFalse();
        assertThat(owners.met(ConsistencyLevel.QUORUM, Set.of(B, C, D))).isTrue();
    }

    @Test
    void owners_rebalanceLeavesTheSegmentWhereItIs_doNotMove() {
        assertThat(expected(STABLE, topology(owners(A, B, C), owners(A, B, C))))
                .isEqualTo(ExpectedOwners.of(List.of(A, B, C)));
    }

    @Test
    void owners_allHaveLeftInGoodOrder_areThoseOfTheCurrentTopology() {
        assertThat(ExpectedTopology.owners(Set.of(), topology(owners(D), null), true, 0))
                .isEqualTo(ExpectedOwners.of(List.of(D)));
    }

    private static ExpectedOwners<Address> expected(CacheTopology stable, CacheTopology current) {
        return owners(stable, current, true);
    }

    private static ExpectedOwners<Address> owners(CacheTopology stable, CacheTopology current, boolean successor) {
        Set<Address> expected = new LinkedHashSet<>(stable.getCurrentCH().locateOwnersForSegment(0));
        return ExpectedTopology.owners(expected, current, successor, 0);
    }

    @SuppressWarnings("unchecked")
    private static ConsistentHash owners(Address... owners) {
        List<Address> list = Arrays.asList(owners);
        return DefaultConsistentHash.create(
                owners.length,
                1,
                list,
                list.stream().collect(Collectors.toMap(owner -> owner, owner -> 1f)),
                new List[] {list});
    }

    private static CacheTopology topology(ConsistentHash current, @Nullable ConsistentHash pending) {
        return topology(current, pending, pending == null ? Phase.NO_REBALANCE : Phase.READ_OLD_WRITE_ALL);
    }

    private static CacheTopology topology(ConsistentHash current, @Nullable ConsistentHash pending, Phase phase) {
        return new CacheTopology(
                1,
                1,
                current,
                pending,
                pending,
                phase,
                current.getMembers(),
                current.getMembers().stream().map(Address::getNodeUUID).toList());
    }
}
