package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import org.junit.jupiter.api.Test;

class ClockPolicyTest {

    private final ClockPolicy policy = new ClockPolicy();
    private final PolicyCache cache = new PolicyCache(policy, policy::checkInvariants, 3);

    @Test
    void victim_usedSinceHandPassed_isSparedOnce() {
        cache.write(1, 2, 3);
        cache.hit(1);

        assertThat(cache.write(4, 5)).containsExactly(2L, 3L);
        assertThat(cache.drain()).containsExactly(4L, 1L, 5L);
    }

    @Test
    void victim_allOthersUsed_isNewcomer() {
        cache.write(1, 2, 3);
        cache.hit(1, 2, 3);

        assertThat(cache.write(4)).containsExactly(4L);
    }
}
