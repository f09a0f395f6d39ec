package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockProPolicyTest {

    @Test
    void touch_always_needsNoReplay() {
        PolicyEntry entry = new ClockProPolicy(PolicySettings.of(10)).newEntry();

        assertThat(entry.touch()).isFalse();
    }

    @Test
    void victim_hotEntriesAndAScan_leavesTheHotOnes() {
        PolicyCache cache = cache(10); // eight hot, two cold
        for (long key = 0; key < 8; key++) {
            cache.request(key);
        }

        for (long key = 100; key < 150; key++) {
            cache.request(key);
        }

        assertThat(cache.keys()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 148L, 149L);
    }

    @Test
    void victim_coldKeyReturnsWithinItsTest_replacesTheOldestHot() {
        PolicyCache cache = cache(4); // two hot, two cold
        for (long key : new long[] {1, 2, 3, 4, 5, 6}) {
            cache.request(key);
        }
        assertThat(cache.keys()).containsExactlyInAnyOrder(1L, 2L, 5L, 6L);

        cache.request(4); // hot now, and 1 is cold, the youngest of them
        cache.request(7);
        cache.request(8);

        assertThat(cache.keys()).containsExactlyInAnyOrder(2L, 4L, 7L, 8L);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 9, 10, 50, 110})
    void request_randomKeys_holdsWhatOneListWithHandsHolds(int capacity) {
        PolicyCache cache = cache(capacity);
        Paper paper = new Paper(capacity);
        SplittableRandom random = new SplittableRandom(capacity);

        for (int i = 0; i < 6_000; i++) {
            boolean looping = i / 1_500 % 2 == 0;
            long key = looping ? i % (capacity + 5) : random.nextInt(1 + random.nextInt(capacity * 4));
            cache.request(key);
            paper.request(key);
            assertThat(cache.keys()).as("request %d", i).isEqualTo(paper.held());
        }
    }

    private static PolicyCache cache(int capacity) {
        return new PolicyCache(new ClockProPolicy(PolicySettings.of(capacity)), capacity);
    }

    /** The one list of the paper, oldest first; each hand looks for the oldest page of its kind. */
    private static final class Paper {

        private enum Status {
            HOT,
            COLD,
            IN_TEST,
            GHOST
        }

        private static final class Page {
            private final long key;
            private Status status = Status.GHOST;
            private boolean used;

            Page(long key) {
                this.key = key;
            }

            boolean isInTest() {
                return status == Status.IN_TEST || status == Status.GHOST;
            }
        }

        private final int capacity;
        private final int coldMin;
        private final int coldMax;
        private final List<Page> list = new ArrayList<>();
        private int coldTarget;

        Paper(int capacity) {
            this.capacity = capacity;
            coldMin = Math.max(2, capacity / 100);
            coldMax = Math.min(capacity - coldMin, (int) (capacity * 0.99));
            coldTarget = coldMin;
        }

        Set<Long> held() {
            return list.stream()
                    .filter(page -> page.status != Status.GHOST)
                    .map(page -> page.key)
                    .collect(Collectors.toSet());
        }

        void request(long key) {
            Page page =
                    list.stream().filter(known -> known.key == key).findFirst().orElse(new Page(key));
            if (page.status != Status.GHOST) {
                page.used = true;
                return;
            }
            int free = capacity - held().size();
            while (free == 0 && held().size() == capacity) {
                runColdHand();
            }
            boolean becomesHot = free > coldMin || (list.contains(page) && makesRoomInHot(page));
            toHead(page, becomesHot ? Status.HOT : Status.IN_TEST);
            moveHotHand();
        }

        private void runColdHand() {
            Page page = first(Status.COLD, Status.IN_TEST);
            if (page.used) {
                boolean becomesHot = page.status == Status.IN_TEST && makesRoomInHot(page);
                toHead(page, becomesHot ? Status.HOT : Status.IN_TEST);
            } else if (page.status == Status.COLD) {
                list.remove(page);
            } else {
                page.status = Status.GHOST;
                if (count(Status.GHOST) > 2 * capacity) {
                    endTest(first(Status.GHOST));
                }
            }
        }

        private boolean makesRoomInHot(Page tested) {
            aim(1);
            while (count(Status.HOT) >= capacity - coldTarget) {
                if (!list.contains(tested) || !tested.isInTest() || !runHotHand(tested)) {
                    return false;
                }
            }
            return true;
        }

        private boolean runHotHand(Page until) {
            boolean madeCold = false;
            int hand = 0;
            while (!madeCold && list.get(hand) != until) {
                Page page = list.get(hand);
                if (page.status == Status.HOT) {
                    madeCold = !page.used;
                    toHead(page, madeCold ? Status.COLD : Status.HOT);
                } else {
                    endTest(page);
                    hand += list.contains(page) ? 1 : 0;
                }
            }
            moveHotHand();
            return madeCold;
        }

        /** The hot hand rests at a hot page; what it passed is out of its test. */
        private void moveHotHand() {
            if (count(Status.HOT) > 0) {
                List.copyOf(list).stream()
                        .takeWhile(page -> page.status != Status.HOT)
                        .forEach(this::endTest);
            }
        }

        private void endTest(Page page) {
            if (page.status == Status.GHOST) {
                list.remove(page);
                aim(-1);
            } else if (page.status == Status.IN_TEST) {
                page.status = Status.COLD;
                aim(page.used ? 1 : -1);
            }
        }

        private void toHead(Page page, Status status) {
            list.remove(page);
            list.add(page);
            page.status = status;
            page.used = false;
        }

        private Page first(Status... wanted) {
            return list.stream()
                    .filter(page -> List.of(wanted).contains(page.status))
                    .findFirst()
                    .orElseThrow();
        }

        private long count(Status wanted) {
            return list.stream().filter(page -> page.status == wanted).count();
        }

        private void aim(int change) {
            coldTarget = Math.max(coldMin, Math.min(coldMax, coldTarget + change));
        }
    }
}
