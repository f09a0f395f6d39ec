package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoQueuePolicyTest {

    private final PolicyCache cache = cache(10);

    @Test
    void victim_usesInQuickSuccession_countNothing() {
        cache.write(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        cache.hit(1, 1, 2, 3);

        assertThat(cache.write(11, 12, 13)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void write_keyRemembered_isKeptInOrderOfUse() {
        cache.write(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        // 1 and 2 leave and come back
        cache.write(11, 12, 1, 2);
        cache.hit(1);

        // what comes only once passes by
        assertThat(cache.write(21, 22, 23, 24, 25, 26, 27, 28)).doesNotContain(1L, 2L);
        assertThat(cache.drain()).containsSubsequence(2L, 1L).hasSize(10);
    }

    @Test
    void write_keyForgotten_isNewAgain() {
        cache.write(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        // 1 to 6 leave; five are remembered
        cache.write(11, 12, 13, 14, 15, 16);

        assertThat(cache.write(1)).containsExactly(7L);
        // had 1 been remembered, it would outlast what came before and after it
        assertThat(cache.write(21, 22, 23, 24, 25, 26, 27, 28, 29, 30)).contains(1L);
    }

    @Test
    void touch_entryInFifo_asksForNothing() {
        assertThat(new TwoQueuePolicy(PolicySettings.of(10)).newEntry().touch()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25})
    void victims_randomOperations_equalThePaper(long capacity) {
        for (long seed = 1; seed <= 3; seed++) {
            new PolicyComparison(cache(capacity), new Naive(capacity), capacity, false).run(seed);
        }
    }

    private static PolicyCache cache(long capacity) {
        TwoQueuePolicy policy = new TwoQueuePolicy(PolicySettings.of(capacity));
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** The paper's queues; the newest entry does not count when room is made for it. */
    private static final class Naive implements NaivePolicy {
        private final Deque<Long> in = new ArrayDeque<>();
        private final Deque<Long> out = new ArrayDeque<>();
        private final Deque<Long> main = new ArrayDeque<>();
        private long newest = -1;
        private long inMax;
        private long outMax;

        Naive(long capacity) {
            resize(capacity);
        }

        @Override
        public void resize(long capacity) {
            inMax = capacity / 5;
            outMax = capacity / 2;
            forgetSurplus();
        }

        private void forgetSurplus() {
            while (out.size() > outMax) {
                out.removeFirst();
            }
        }

        @Override
        public void insert(long key, int weight) {
            newest = key;
            (out.remove(key) ? main : in).addLast(key);
        }

        @Override
        public void hit(long key) {
            if (main.remove(key)) {
                main.addLast(key);
            }
        }

        @Override
        public void update(long key, int weight) {
            hit(key);
        }

        @Override
        public void remove(long key) {
            newest = newest == key ? -1 : newest;
            in.remove(key);
            main.remove(key);
        }

        @Override
        public long victim() {
            long inBefore = in.stream().filter(key -> key != newest).count();
            long mainBefore = main.stream().filter(key -> key != newest).count();
            long victim;
            if (!in.isEmpty() && (inBefore > inMax || mainBefore == 0)) {
                victim = in.removeFirst();
                out.addLast(victim);
                forgetSurplus();
            } else {
                victim = main.removeFirst();
            }
            remove(victim);
            return victim;
        }
    }
}
