package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrequencySketchTest {

    private final FrequencySketch sketch = new FrequencySketch();

    @AfterEach
    void checkInvariants() {
        sketch.checkInvariants();
    }

    @Test
    void frequency_neverUsed_zero() {
        assertThat(sketch.frequency(42)).isZero();
    }

    @Test
    void frequency_usedOften_countsTo15() {
        sketch.ensureCapacity(64);
        for (int uses = 1; uses <= 20; uses++) {
            sketch.increment(42);
            assertThat(sketch.frequency(42)).isEqualTo(Math.min(15, uses));
        }
    }

    @Test
    void frequency_afterTenUsesOfEachEntry_halved() {
        sketch.ensureCapacity(4096);
        for (int i = 0; i < 8; i++) {
            sketch.increment(42);
        }
        for (int i = 8; i < sketch.sample(); i++) {
            assertThat(sketch.frequency(42)).isEqualTo(8);
            sketch.increment(1000 + i % 6000);
        }

        assertThat(sketch.frequency(42)).isEqualTo(4);
    }

    @Test
    void ensureCapacity_grows_keepsEstimates() {
        sketch.ensureCapacity(8);
        for (int hash = 0; hash < 8; hash++) {
            for (int uses = 0; uses < hash; uses++) {
                sketch.increment(hash);
            }
        }

        sketch.ensureCapacity(1000);

        for (int hash = 0; hash < 8; hash++) {
            assertThat(sketch.frequency(hash)).isGreaterThanOrEqualTo(hash);
        }
    }

    @Test
    void frequency_asManyKeysAsEntries_isNeverTooLowAndSeldomTooHigh() {
        int entries = 10_000;
        sketch.ensureCapacity(entries);
        int[] uses = new int[entries];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < entries * 9; i++) {
            int key = random.nextInt(1 + random.nextInt(entries));
            uses[key]++;
            sketch.increment(key);
        }

        int tooHigh = 0;
        for (int key = 0; key < entries; key++) {
            int exact = Math.min(15, uses[key]);
            assertThat(sketch.frequency(key)).isGreaterThanOrEqualTo(exact);
            tooHigh += sketch.frequency(key) > exact ? 1 : 0;
        }
        assertThat(tooHigh).isLessThan(entries / 100);
    }
}
