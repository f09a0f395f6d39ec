package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdsfPolicyTest {

    private final PolicyCache cache = cache(100);

    @Test
    void victim_equalUses_isTheLargest() {
        cache.weigh(1, 20);
        cache.weigh(2, 60);
        cache.weigh(3, 20);

        assertThat(cache.weigh(4, 10)).containsExactly(2L);
    }

    @Test
    void victim_largeButOftenUsed_isKept() {
        cache.weigh(1, 20);
        cache.weigh(2, 60);
        cache.weigh(3, 20);
        cache.hit(2, 2, 2);

        assertThat(cache.weigh(4, 10)).containsExactly(1L);
    }

    @Test
    void write_worthLessThanWhatItWouldPushOut_isItselfTheVictim() {
        cache.weigh(1, 10);
        cache.weigh(2, 30);
        cache.weigh(3, 30);

        assertThat(cache.weigh(4, 90)).containsExactly(4L);
        assertThat(cache.drain()).containsExactly(2L, 3L, 1L);
    }

    @Test
    void victim_usesOfLongAgo_countLess() {
        cache.weigh(1, 50);
        cache.hit(1, 1, 1, 1);

        List<Long> evicted = new ArrayList<>();
        for (long key = 2; key < 40; key++) {
            evicted.addAll(cache.weigh(key, 50));
        }

        assertThat(evicted).contains(1L);
    }

    @Test
    void write_presentEntryGrows_countsAsUseOfItsNewSize() {
        cache.weigh(1, 40);
        cache.weigh(2, 40);

        // 2 uses of 70 bytes are worth more than 1 use of 40
        assertThat(cache.weigh(2, 70)).containsExactly(1L);
    }

    @Test
    void write_weightZero_isHeldLikeOneByte() {
        cache.weigh(1, 0);
        cache.weigh(2, 100);

        assertThat(cache.drain()).containsExactly(2L, 1L);
    }

    @Test
    void victim_condemnedButNotAskedFor_staysWhereItStood() {
        GdsfPolicy policy = new GdsfPolicy(PolicySettings.of(30));
        GdsfPolicy.Node first = inserted(policy, 10);
        GdsfPolicy.Node second = inserted(policy, 10);
        inserted(policy, 10);

        // room for ten condemns two, but only one is taken before the next event
        policy.onResize(10);
        assertThat(policy.victim()).isSameAs(first);
        inserted(policy, 1);

        assertThat(policy.victim()).isSameAs(second);
        policy.checkInvariants();
    }

    private static GdsfPolicy.Node inserted(GdsfPolicy policy, int weight) {
        GdsfPolicy.Node entry = policy.newEntry();
        entry.weight = weight;
        policy.onInsert(entry);
        return entry;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 9, 10, 25})
    void victims_randomOperations_equalTheFormula(long capacity) {
        for (long seed = 1; seed <= 4; seed++) {
            new PolicyComparison(cache(capacity), new Naive(capacity), capacity, seed > 1 && capacity >= 9).run(seed);
        }
    }

    private static PolicyCache cache(long capacity) {
        GdsfPolicy policy = new GdsfPolicy(PolicySettings.of(capacity));
        return new PolicyCache(policy, policy::checkInvariants, capacity);
    }

    /** A list in order of last use, sorted by priority whenever a victim is sought. */
    private static final class Naive implements NaivePolicy {
        private final List<Item> items = new ArrayList<>();
        private long capacity;
        private double clock;
        private Item candidate;

        private static final class Item {
            private final long key;
            private int weight;
            private int uses;
            private double priority;

            Item(long key) {
                this.key = key;
            }
        }

        Naive(long capacity) {
            this.capacity = capacity;
        }

        @Override
        public void resize(long newCapacity) {
            capacity = newCapacity;
        }

        @Override
        public void insert(long key, int weight) {
            candidate = new Item(key);
            candidate.weight = weight;
            use(candidate);
        }

        private void use(Item item) {
            items.remove(item);
            items.add(item);
            item.uses++;
            item.priority = clock + (double) item.uses / item.weight;
        }

        @Override
        public void hit(long key) {
            use(find(key));
        }

        @Override
        public void update(long key, int weight) {
            candidate = find(key);
            candidate.weight = weight;
            use(candidate);
        }

        @Override
        public void remove(long key) {
            items.remove(find(key));
        }

        private Item find(long key) {
            return items.stream().filter(item -> item.key == key).findFirst().orElseThrow();
        }

        @Override
        public long victim() {
            List<Item> sorted = new ArrayList<>(items);
            sorted.sort(Comparator.comparingDouble(item -> item.priority));
            long surplus = items.stream().mapToLong(item -> item.weight).sum() - capacity;
            long freed = 0;
            for (Item item : sorted) {
                freed += item.weight;
                if (item == candidate) {
                    items.remove(item);
                    return item.key;
                }
                if (freed >= surplus) {
                    break;
                }
            }
            Item lowest = sorted.get(0);
            clock = Math.max(clock, lowest.priority);
            items.remove(lowest);
            return lowest.key;
        }
    }
}
