package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class S3FifoPolicyTest {

    private final S3FifoPolicy policy = new S3FifoPolicy(PolicySettings.of(10));
    private final PolicyCache cache = new PolicyCache(policy, policy::checkInvariants, 10);

    @Test
    void victim_usedOnceOnly_leavesSmallInOrder() {
        assertThat(write(0, 12)).containsExactly(0L, 1L);
    }

    @Test
    void victim_usedTwiceInSmall_movesToMain() {
        write(0, 10);
        cache.hit(0, 0);

        assertThat(write(10, 11)).containsExactly(1L);
        assertThat(cache.keys()).contains(0L);
    }

    @Test
    void insert_ghost_goesToMainAndOutlivesSmall() {
        assertThat(write(0, 11)).containsExactly(0L);

        cache.request(0);
        LongStream.range(11, 20).forEach(cache::request);

        assertThat(cache.keys()).contains(0L);
    }

    private Iterable<Long> write(long from, long to) {
        return cache.write(LongStream.range(from, to).toArray());
    }
}
