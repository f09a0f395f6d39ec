package io.spandrel.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The compared filters hold what they were filled with, and ours is as small and as precise as promised. */
class FilterFiguresTest {

    private static final int KEYS = 10_000;

    @ParameterizedTest
    @EnumSource
    void filled_everyKind_holdsItsKeysAndHardlyAnyOther(TestedFilter.Kind kind) {
        TestedFilter filter = kind.filled(KEYS);
        FilterFigures figures = FilterFigures.of(kind, KEYS);

        for (long key = 0; key < KEYS; key++) {
            assertThat(filter.asking().test(key)).isTrue();
        }
        assertThat(figures.bitsPerKey()).isBetween(8.0, 20.0);
        assertThat(figures.perThousand()).isBetween(0.0, 40.0);
    }

    @Test
    void figures_ofOurs_areAsPromised() {
        FilterFigures figures = FilterFigures.of(TestedFilter.Kind.SPANDREL, KEYS);

        assertThat(figures.bitsPerKey()).isLessThanOrEqualTo(12.6);
        assertThat(figures.perThousand()).isLessThanOrEqualTo(2.0);
    }
}
