package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryQueueTest {

    private final EntryQueue<Linked> queue = new EntryQueue<>();
    private final EntryQueue<Linked> other = new EntryQueue<>();

    private static final class Linked extends LinkedEntry {}

    @AfterEach
    void checkInvariants() {
        queue.checkInvariants();
        other.checkInvariants();
    }

    @Test
    void after_eachEntry_isTheNextAndNullAtTheEnd() {
        Linked a = added(queue, 1);
        Linked b = added(queue, 1);

        assertThat(queue.after(a)).isSameAs(b);
        assertThat(queue.after(b)).isNull();
    }

    @Test
    void append_another_movesAllItsEntriesBehindOurs() {
        Linked a = added(queue, 1);
        Linked b = added(other, 2);
        Linked c = added(other, 3);

        queue.append(other);

        assertThat(queue).containsExactly(a, b, c);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.weight()).isEqualTo(6);
        assertThat(other).isEmpty();
        assertThat(other.size()).isZero();
        assertThat(other.weight()).isZero();
    }

    @Test
    void append_emptyToFullAndFullToEmpty_losesNothing() {
        Linked a = added(queue, 1);

        queue.append(other);
        other.append(queue);

        assertThat(queue).isEmpty();
        assertThat(other).containsExactly(a);
        added(queue, 1);
        added(other, 1);
    }

    private static Linked added(EntryQueue<Linked> queue, int weight) {
        Linked entry = new Linked();
        entry.weight = weight;
        queue.add(entry);
        return entry;
    }
}
