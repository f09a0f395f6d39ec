package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LirsPolicyTest {

    @Test
    void request_loopLongerThanTheCache_keepsMostOfIt() {
        PolicyCache cache = cache(100);
        int hits = 0;

        for (int i = 0; i < 10 * 120; i++) {
            hits += cache.request(i % 120) ? 1 : 0;
        }

        assertThat(hits).isEqualTo(9 * 99); // all LIR entries in every round but the first
    }

    @Test
    void victim_secondUseSoonAfterItLeft_takesThePlaceOfTheOldestLir() {
        PolicyCache cache = cache(3); // two LIR, one HIR
        for (long key : new long[] {1, 2, 3, 4, 5}) {
            cache.request(key);
        }
        assertThat(cache.keys()).containsExactlyInAnyOrder(1L, 2L, 5L);

        cache.request(4); // left, but used later than 1, the oldest LIR, which becomes HIR
        cache.request(6);

        assertThat(cache.keys()).containsExactlyInAnyOrder(2L, 4L, 6L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 10, 50, 210})
    void request_randomKeys_holdsWhatThePaperHolds(int capacity) {
        PolicyCache cache = cache(capacity);
        Paper paper = new Paper(capacity);
        SplittableRandom random = new SplittableRandom(capacity);

        for (int i = 0; i < 10_000; i++) {
            boolean looping = i / 2_000 % 2 == 0;
            long key = looping ? i % (capacity + 5) : random.nextInt(1 + random.nextInt(capacity * 4));
            cache.request(key);
            paper.request(key);
            assertThat(cache.keys()).as("request %d", i).isEqualTo(paper.held());
        }
    }

    private static PolicyCache cache(int capacity) {
        return new PolicyCache(new LirsPolicy(PolicySettings.of(capacity)), capacity);
    }

    /** The stack S and the queue Q of section 3.2 of the paper, as lists of keys, oldest first. */
    private static final class Paper {

        private final int capacity;
        private final int lirMax;
        private final List<Long> s = new ArrayList<>();
        private final List<Long> q = new ArrayList<>();
        private final Set<Long> lir = new HashSet<>();
        private final List<Long> ghosts = new ArrayList<>(); // those of S that are not held, in the order they left

        Paper(int capacity) {
            this.capacity = capacity;
            this.lirMax = (int) (capacity * 0.99);
        }

        Set<Long> held() {
            Set<Long> held = new HashSet<>(lir);
            held.addAll(q);
            return held;
        }

        void request(long x) {
            boolean hit = lir.contains(x) || q.contains(x);
            boolean onTop = !s.isEmpty() && s.get(s.size() - 1) == x;
            if (!hit && held().size() < capacity) {
                fill(x);
                return;
            }
            if (!hit) {
                ghosts.remove(x);
                evict();
            }
            boolean inStack = s.remove(x);
            if (lir.contains(x)) {
                s.add(x);
            } else if (inStack && !(hit && onTop)) {
                q.remove(x);
                s.add(x);
                lir.add(x);
                long oldest = s.remove(0);
                lir.remove(oldest);
                q.add(oldest);
            } else {
                if (lirMax > 0) {
                    s.add(x);
                }
                q.remove(x);
                q.add(x);
            }
            prune();
        }

        private void fill(long x) {
            if (lir.size() < lirMax) {
                s.add(x);
                lir.add(x);
            } else {
                q.add(x);
            }
        }

        private void evict() {
            long oldest = q.remove(0);
            if (s.contains(oldest)) {
                ghosts.add(oldest);
                if (ghosts.size() > 2 * capacity) {
                    s.remove(ghosts.remove(0));
                }
            }
        }

        private void prune() {
            while (!s.isEmpty() && !lir.contains(s.get(0))) {
                ghosts.remove(s.remove(0));
            }
        }
    }
}
