package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrequencyOrderTest {

    private final FrequencyOrder<Counted> order = new FrequencyOrder<>();

    private static final class Counted extends CountedEntry {}

    @AfterEach
    void checkInvariants() {
        order.checkInvariants();
    }

    @Test
    void bump_beyondTheGreatestCount_staysThere() {
        Counted entry = added(60);

        order.bump(entry, 63);

        assertThat(order.countOf(entry)).isEqualTo(63);
    }

    @Test
    void firstBut_onlyTheSparedOneAtItsCount_isTheFirstOfTheNextCount() {
        Counted spared = added(1);
        Counted next = added(5);

        assertThat(order.firstBut(spared)).isSameAs(next);
        assertThat(order.firstBut(next)).isSameAs(spared);
    }

    @Test
    void firstBut_nobodyElse_isTheSparedOne() {
        Counted spared = added(1);

        assertThat(order.firstBut(spared)).isSameAs(spared);
        order.remove(spared);
        assertThat(order.firstBut(spared)).isNull();
    }

    @Test
    void halve_twoCountsBecomeOne_theLowerStandsFirst() {
        Counted three = added(3);
        Counted two = added(2);

        order.halve();

        assertThat(order.countOf(three)).isEqualTo(1);
        assertThat(order.countOf(two)).isEqualTo(1);
        assertThat(order.firstBut(null)).isSameAs(two);
        assertThat(order.countAll()).isEqualTo(2);
    }

    @Test
    void halve_moreOftenThanAByteCounts_staysExact() {
        Counted old = added(63);
        for (int i = 0; i < 1000; i++) {
            Counted young = added(63);
            order.halve();
            order.checkInvariants();
            assertThat(order.countOf(young)).isEqualTo(31);
            order.remove(young);
        }

        assertThat(order.countOf(old)).isZero();
        assertThat(order.size()).isEqualTo(1);
    }

    private Counted added(int count) {
        Counted entry = new Counted();
        order.add(entry, count);
        return entry;
    }
}
