package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArcPolicyTest {

    @Test
    void victim_scanAfterTwiceUsedEntries_leavesThem() {
        PolicyCache cache = cache(4);
        request(cache, 1, 2, 1, 2);

        request(cache, 3, 4, 5, 6, 7, 8, 9);

        assertThat(cache.keys()).containsExactlyInAnyOrder(1L, 2L, 8L, 9L);
    }

    @Test
    void victim_keysReturnAfterTheyLeft_growsTheListOfThoseSeenOnce() {
        PolicyCache cache = cache(2);
        request(cache, 1, 2, 1, 3); // once: 3, again: 1, ghost of once: 2
        assertThat(cache.keys()).containsExactlyInAnyOrder(1L, 3L);

        request(cache, 2); // from the ghosts of once: its target is 1 now, so 1 leaves, not 3

        assertThat(cache.keys()).containsExactlyInAnyOrder(2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 10, 50})
    void request_randomKeys_holdsWhatThePaperHolds(int capacity) {
        PolicyCache cache = cache(capacity);
        Paper paper = new Paper(capacity);
        SplittableRandom random = new SplittableRandom(capacity);

        for (int i = 0; i < 20_000; i++) {
            int range = i / 4_000 % 2 == 0 ? capacity * 3 : capacity + 2; // the balance has to move both ways
            long key = random.nextInt(1 + random.nextInt(range));
            cache.request(key);
            paper.request(key);
            assertThat(cache.keys()).as("request %d", i).isEqualTo(paper.held());
        }
    }

    private static PolicyCache cache(int capacity) {
        return new PolicyCache(new ArcPolicy(PolicySettings.of(capacity)), capacity);
    }

    private static void request(PolicyCache cache, long... keys) {
        for (long key : keys) {
            cache.request(key);
        }
    }

    /** Figure 4 of the paper, line by line, on lists of keys; the quotients rounded down. */
    private static final class Paper {

        private final int c;
        private final Deque<Long> t1 = new ArrayDeque<>();
        private final Deque<Long> t2 = new ArrayDeque<>();
        private final Deque<Long> b1 = new ArrayDeque<>();
        private final Deque<Long> b2 = new ArrayDeque<>();
        private int p;

        Paper(int c) {
            this.c = c;
        }

        Set<Long> held() {
            Set<Long> held = new HashSet<>(t1);
            held.addAll(t2);
            return held;
        }

        void request(long x) {
            if (t1.remove(x) || t2.remove(x)) { // case I
                t2.addLast(x);
            } else if (b1.contains(x)) { // case II
                p = Math.min(c, p + Math.max(1, b2.size() / b1.size()));
                replace(false);
                b1.remove(x);
                t2.addLast(x);
            } else if (b2.contains(x)) { // case III
                p = Math.max(0, p - Math.max(1, b1.size() / b2.size()));
                replace(true);
                b2.remove(x);
                t2.addLast(x);
            } else { // case IV
                int l1 = t1.size() + b1.size();
                int all = l1 + t2.size() + b2.size();
                if (l1 == c) {
                    if (t1.size() < c) {
                        b1.removeFirst();
                        replace(false);
                    } else {
                        t1.removeFirst();
                    }
                } else if (all >= c) {
                    if (all == 2 * c) {
                        b2.removeFirst();
                    }
                    replace(false);
                }
                t1.addLast(x);
            }
        }

        private void replace(boolean inB2) {
            if (!t1.isEmpty() && (t1.size() > p || (inB2 && t1.size() == p))) {
                b1.addLast(t1.removeFirst());
            } else {
                b2.addLast(t2.removeFirst());
            }
        }
    }
}
