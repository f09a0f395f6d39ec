package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowCacheTest {

    private final ShadowCache shadow = new ShadowCache(new LruPolicy(), 4);

    @AfterEach
    void checkInvariants() {
        shadow.checkInvariants();
    }

    @Test
    void request_moreThanItHolds_missesWhatThePolicyEvicted() {
        for (int hash = 1; hash <= 5; hash++) {
            assertThat(shadow.request(hash, 1)).isFalse();
        }

        assertThat(shadow.request(5, 1)).isTrue();
        assertThat(shadow.request(1, 1)).isFalse();
    }

    @Test
    void request_heavierThanTheWhole_evictsNothing() {
        shadow.request(1, 1);

        assertThat(shadow.request(2, 5)).isFalse();

        assertThat(shadow.request(2, 5)).isFalse();
        assertThat(shadow.request(1, 1)).isTrue();
    }

    @Test
    void remove_present_isAMissAfterwards() {
        shadow.request(1, 1);

        shadow.remove(1);
        shadow.remove(2);

        assertThat(shadow.request(1, 1)).isFalse();
    }

    @Test
    void thin_refusedKeys_leavesTheOthersWithinTheNewCapacity() {
        for (int hash = 1; hash <= 4; hash++) {
            shadow.request(hash, 1);
        }

        shadow.thin(hash -> hash != 3, 2);

        assertThat(shadow.size()).isEqualTo(2);
        assertThat(shadow.request(2, 1)).isTrue();
        assertThat(shadow.request(4, 1)).isTrue();
    }
}
