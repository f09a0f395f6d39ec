package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceHistogramTest {

    private final DistanceHistogram histogram = new DistanceHistogram();

    @Test
    void upTo_smallDistances_isExact() {
        for (int distance = 1; distance <= 127; distance++) {
            histogram.add(distance, 1);
        }

        for (int distance = 1; distance <= 127; distance++) {
            assertThat(histogram.upTo(distance)).isEqualTo(distance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {128, 1000, 123_456, 1L << 40, 3L << 47})
    void upTo_largeDistance_isOffByItsBucketAtMost(long distance) {
        histogram.add(distance, 10);

        assertThat(histogram.upTo(distance - distance / 32)).isZero();
        assertThat(histogram.upTo(distance + distance / 32)).isEqualTo(10);
    }

    @Test
    void upTo_distancesSpreadEvenly_isLinearWithinBuckets() {
        for (int distance = 1; distance <= 5000; distance++) {
            histogram.add(distance, 1);
        }

        for (int distance = 1; distance < 4900; distance++) {
            assertThat(histogram.upTo(distance)).isCloseTo(distance, within(1e-6));
        }
    }

    @Test
    void upTo_beyondAllBuckets_isInTheLast() {
        histogram.add(Long.MAX_VALUE, 1);

        assertThat(histogram.upTo(1L << 50)).isZero();
        assertThat(histogram.upTo(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void fade_someShare_leavesItOfEverything() {
        histogram.add(5, 8);
        histogram.addBeyond(8);

        histogram.fade(0.25);

        assertThat(histogram.upTo(5)).isEqualTo(2);
        assertThat(histogram.sum()).isEqualTo(4);
    }
}
