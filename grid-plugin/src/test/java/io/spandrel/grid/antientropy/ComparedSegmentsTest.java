package io.spandrel.grid.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedSegmentsTest {

    private final ComparedSegments compared = new ComparedSegments(4);

    @Test
    void begin_nobodyWaits_needNotHearOfTheEnd() {
        assertThat(compared.begin(List.of(0, 1), false)).isZero();
        assertThat(compared.begin(List.of(0, 1), true)).isEqualTo(2);

        assertThat(compared.await()).isEqualTo(2);

        assertThat(compared.begin(List.of(0, 1), false)).isEqualTo(3);
    }

    @Test
    void since_oneSegmentIsMissing_notYet() {
        long moment = compared.await();
        long first = compared.begin(List.of(0, 1), false);
        long second = compared.begin(List.of(2), false);
        compared.agreed(0, first);
        compared.agreed(2, second);

        assertThat(compared.since(moment, 0, 2)).isTrue();
        assertThat(compared.since(moment, 0, 1, 2)).isFalse();

        compared.agreed(1, first);

        assertThat(compared.since(moment, 0, 1, 2)).isTrue();
    }

    /* What it looked at may be older than what whoever asks has seen. */
    @Test
    void since_theComparisonBeganBefore_doesNotCount() {
        compared.await();
        long before = compared.begin(List.of(0), false);
        long moment = compared.await();

        assertThat(compared.agreed(0, before)).isTrue();

        assertThat(compared.since(moment, 0)).isFalse();
    }

    @Test
    void agreed_anotherHasBegunSince_doesNotCount() {
        long moment = compared.await();
        long cutShort = compared.begin(List.of(0), false);
        long last = compared.begin(List.of(0), false);

        assertThat(compared.agreed(0, cutShort)).isFalse();
        assertThat(compared.since(moment, 0)).isFalse();
        assertThat(compared.agreed(0, last)).isTrue();
        assertThat(compared.since(moment, 0)).isTrue();
    }
}
