package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import org.junit.jupiter.api.Test;

class LruPolicyTest {

    private final LruPolicy policy = new LruPolicy();
    private final PolicyCache cache = new PolicyCache(policy, policy::checkInvariants, 3);

    @Test
    void victim_afterHit_isLeastRecentlyUsed() {
        cache.write(1, 2, 3);
        cache.hit(1);

        assertThat(cache.write(4)).containsExactly(2L);
        assertThat(cache.drain()).containsExactly(3L, 1L, 4L);
    }

    @Test
    void victim_afterUpdate_isLeastRecentlyUsed() {
        cache.write(1, 2);

        cache.write(1);

        assertThat(cache.drain()).containsExactly(2L, 1L);
    }
}
