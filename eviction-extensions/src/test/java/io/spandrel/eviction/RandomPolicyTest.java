package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomPolicyTest {

    @Test
    void victim_manyTries_everyEntryButTheNewestHasTheSameChance() {
        int[] evicted = new int[5];
        for (long seed = 0; seed < 20_000; seed++) {
            evicted[(int) (long) cache(4, seed).write(0, 1, 2, 3, 4).get(0)]++;
        }

        // 5000 each; the standard deviation is 61
        assertThat(evicted[4]).isZero();
        assertThat(Arrays.stream(evicted).limit(4))
                .allSatisfy(count -> assertThat(count).isBetween(4650, 5350));
    }

    @Test
    void victims_sameSeed_areTheSame() {
        long[] keys = LongStream.range(0, 1000).toArray();

        assertThat(cache(10, 7).write(keys)).isEqualTo(cache(10, 7).write(keys));
        assertThat(cache(10, 7).write(keys)).isNotEqualTo(cache(10, 8).write(keys));
    }

    @Test
    void touch_always_asksForNothing() {
        assertThat(policy(1, 1).newEntry().touch()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10})
    void victims_randomOperations_areEntriesAndNeverTheNewest(long capacity) {
        PolicyCache cache = cache(capacity, 1);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long key = random.nextInt(40);
            if (i % 7 == 0) {
                cache.remove(key);
            } else if (!cache.read(key)) {
                assertThat(cache.write(key)).doesNotContain(key).hasSizeLessThan(2);
            }
        }
        assertThat(cache.size()).isBetween(1, (int) capacity);
        assertThat(cache.drain()).doesNotHaveDuplicates();
    }

    private static RandomPolicy policy(long capacity, long seed) {
        return new RandomPolicy(new PolicySettings(capacity, seed, entry -> -1));
    }

    private static PolicyCache cache(long capacity, long seed) {
        RandomPolicy policy = policy(capacity, seed);
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }
}
