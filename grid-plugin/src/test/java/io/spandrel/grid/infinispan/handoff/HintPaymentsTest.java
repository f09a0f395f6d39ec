package io.spandrel.grid.infinispan.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.distribution.ch.impl.DefaultConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.CacheTopology.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintPaymentsTest {

    private static final Address SELF = Address.fromNodeUUID(new UUID(0, 1));

    @Test
    void calm_nothingMoves_is() {
        assertThat(HintPayments.calm(topology(Phase.NO_REBALANCE, null))).isTrue();
    }

    @Test
    void calm_ownersMove_isNot() {
        assertThat(HintPayments.calm(topology(Phase.READ_OLD_WRITE_ALL, owners())))
                .isFalse();
    }

    /* A debt would settle a conflict by age, before anybody has seen that it is one. */
    @Test
    void calm_sidesAreMerged_isNot() {
        assertThat(HintPayments.calm(topology(Phase.CONFLICT_RESOLUTION, null))).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static ConsistentHash owners() {
        return DefaultConsistentHash.create(1, 1, List.of(SELF), Map.of(SELF, 1f), new List[] {List.of(SELF)});
    }

    private static CacheTopology topology(Phase phase, @Nullable ConsistentHash pending) {
        return new CacheTopology(1, 1, owners(), pending, pending, phase, List.of(SELF), List.of(SELF.getNodeUUID()));
    }
}
