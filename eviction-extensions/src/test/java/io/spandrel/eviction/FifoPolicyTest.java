package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import org.junit.jupiter.api.Test;

class FifoPolicyTest {

    private final FifoPolicy policy = new FifoPolicy();
    private final PolicyCache cache = new PolicyCache(policy, policy::checkInvariants, 3);

    @Test
    void write_cacheFull_evictsInOrderOfArrivalWhateverWasUsed() {
        cache.write(1, 2, 3);
        cache.hit(1, 1, 2);
        cache.write(1, 1);

        assertThat(cache.write(4, 5)).containsExactly(1L, 2L);
        assertThat(cache.drain()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void touch_always_asksForNothing() {
        assertThat(policy.newEntry().touch()).isFalse();
    }

    @Test
    void write_heavyEntry_evictsAsManyAsItNeeds() {
        cache.write(1, 2, 3);

        assertThat(cache.weigh(4, 2)).containsExactly(1L, 2L);
        assertThat(cache.weigh(3, 3)).containsExactly(3L);
    }
}
