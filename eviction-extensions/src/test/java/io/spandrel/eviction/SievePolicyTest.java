package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SievePolicyTest {

    private final SievePolicy policy = new SievePolicy();
    private final PolicyCache cache = cache(policy, 3);

    @Test
    void victim_usedEntries_areSparedWhereTheyStand() {
        cache.write(1, 2, 3);
        cache.hit(1);

        // the hand spares 1, takes 2 and stops before 3
        assertThat(cache.write(4)).containsExactly(2L);
        assertThat(cache.write(5)).containsExactly(3L);
        cache.hit(4);
        // spares 4, takes 5's place in turn: 5 is the newest but one
        assertThat(cache.write(6)).containsExactly(5L);
        // the end is reached: begins again with the oldest, whose mark was taken away at first
        assertThat(cache.write(7)).containsExactly(1L);
    }

    @Test
    void victim_allUsed_evictsTheOldestAndNotTheNewest() {
        cache.write(1, 2, 3);
        cache.hit(1, 2, 3);

        assertThat(cache.write(4)).containsExactly(1L);
        assertThat(cache.write(5)).containsExactly(2L);
    }

    @Test
    void remove_entryUnderTheHand_handGoesToTheNext() {
        cache.write(1, 2, 3);
        cache.write(4);

        cache.remove(2);
        cache.write(5);

        assertThat(cache.write(6)).containsExactly(3L);
    }

    @Test
    void touch_always_marksAndAsksForNothing() {
        assertThat(policy.newEntry().touch()).isFalse();
    }

    @Test
    void victim_onlyOneEntry_isThatOne() {
        cache.write(1);

        assertThat(cache.drain()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25})
    void victims_randomOperations_equalThePaper(long capacity) {
        for (long seed = 1; seed <= 3; seed++) {
            SievePolicy tried = new SievePolicy();
            new PolicyComparison(cache(tried, capacity), new Naive(), capacity, false).run(seed);
        }
    }

    @Test
    void victims_randomWeights_equalThePaper() {
        SievePolicy tried = new SievePolicy();
        new PolicyComparison(cache(tried, 25), new Naive(), 25, true).run(4);
    }

    private static PolicyCache cache(SievePolicy policy, long capacity) {
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** The paper's pseudocode over a list from old to young, with the newest entry waiting outside. */
    private static final class Naive implements NaivePolicy {
        private final List<Long> queue = new ArrayList<>();
        private final Set<Long> used = new HashSet<>();
        private Long waiting;
        private int hand;

        @Override
        public void insert(long key, int weight) {
            settle();
            waiting = key;
        }

        private void settle() {
            if (waiting != null) {
                queue.add(waiting);
                waiting = null;
            }
        }

        @Override
        public void hit(long key) {
            used.add(key);
        }

        @Override
        public void update(long key, int weight) {
            used.add(key);
        }

        @Override
        public void remove(long key) {
            if (waiting != null && waiting == key) {
                waiting = null;
            } else {
                removeAt(queue.indexOf(key));
            }
            used.remove(key);
        }

        private void removeAt(int index) {
            queue.remove(index);
            hand -= index < hand ? 1 : 0;
            hand = hand >= queue.size() ? 0 : hand;
        }

        @Override
        public long victim() {
            if (queue.isEmpty()) {
                settle();
            }
            while (used.remove(queue.get(hand))) {
                hand = (hand + 1) % queue.size();
            }
            long victim = queue.get(hand);
            removeAt(hand);
            return victim;
        }
    }
}
