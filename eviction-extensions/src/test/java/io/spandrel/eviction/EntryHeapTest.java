package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryHeapTest {

    private final EntryHeap<Ranked> heap = new EntryHeap<>();

    private static final class Ranked extends HeapEntry {}

    @AfterEach
    void checkInvariants() {
        heap.checkInvariants();
    }

    @Test
    void poll_equalRanks_inTheOrderTheyWereGiven() {
        Ranked a = added(5);
        Ranked b = added(5);
        heap.move(a, 5);

        assertThat(heap.poll()).isSameAs(b);
        assertThat(heap.poll()).isSameAs(a);
        assertThat(heap.poll()).isNull();
    }

    @Test
    void restore_entryTakenOut_standsWhereItStood() {
        Ranked a = added(5);
        added(5);

        heap.remove(a);
        heap.restore(a);

        assertThat(heap.first()).isSameAs(a);
    }

    @Test
    void remove_strangerOrTwice_fails() {
        Ranked stranger = new Ranked();

        assertThatThrownBy(() -> heap.remove(stranger)).isInstanceOf(IllegalStateException.class);
        heap.add(stranger, 1);
        assertThatThrownBy(() -> heap.add(stranger, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void poll_randomOperations_equalsASortedList() {
        Random random = new Random(1);
        List<Ranked> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            int dice = random.nextInt(10);
            if (dice < 5 || expected.isEmpty()) {
                expected.add(added(random.nextInt(50)));
            } else if (dice < 7) {
                heap.remove(expected.remove(random.nextInt(expected.size())));
            } else if (dice < 9) {
                heap.move(expected.get(random.nextInt(expected.size())), random.nextInt(50));
            } else {
                expected.sort(
                        Comparator.<Ranked>comparingLong(entry -> entry.rank).thenComparing(e -> e.since));
                assertThat(heap.poll()).isSameAs(expected.remove(0));
            }
            heap.checkInvariants();
        }
        assertThat(heap.size()).isEqualTo(expected.size());
    }

    private Ranked added(long rank) {
        Ranked entry = new Ranked();
        heap.add(entry, rank);
        return entry;
    }
}
