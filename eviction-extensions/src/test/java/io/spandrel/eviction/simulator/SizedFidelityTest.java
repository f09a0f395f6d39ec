package io.spandrel.eviction.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spandrel.eviction.EvictionPolicies;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hit ratios over traces with sizes equal those of the reference, the Caffeine project's simulator. */
class SizedFidelityTest {

    /** Folder of the traces that cannot be redistributed, beside the checkout unless {@code spandrel.traces} says else. */
    private static final Path FOLDER = Path.of(System.getProperty("spandrel.traces", "../../shared/traces"));

    @ParameterizedTest
    @CsvSource({
        "gdsf,  adapt_size_a,  2310555, 28.41, 20.84",
        "gdsf,  adapt_size_a,  7416057, 32.31, 24.70",
        "gdsf,  adapt_size_a, 29664228, 35.47, 29.11",
        "gdsf,  adapt_size_a, 74160571, 36.38, 34.14",
        "gdsf,  sized_zipf,    4194305, 66.85, 37.33",
        "gdsf,  sized_zipf,   13059245, 79.20, 52.65",
        "gdsf,  sized_zipf,   32648113, 82.91, 67.61",
        "lru,   adapt_size_a,  2310555, 21.43, 24.71",
        "lru,   sized_zipf,    4194305, 50.88, 37.14",
        "sieve, adapt_size_a,  2310555, 22.82, 25.62",
        "sieve, sized_zipf,   13059245, 69.88, 55.98"
    })
    void hitRatio_publicTrace_equalsReference(
            String policy, String trace, long bytes, double hitRatio, double byteHitRatio) throws IOException {
        Path file = FOLDER.resolve(trace + ".sized.gz");
        assumeThat(file)
                .as("no trace %s: set -Dspandrel.traces to its folder", file)
                .exists();
        SimulatedCache cache =
                new SimulatedCache(EvictionPolicies.find(policy, getClass().getClassLoader()), bytes, true);

        new TraceFile(file, true).read(cache::replay);

        // the reference is rounded to two digits
        assertThat(cache.hitRatio()).isBetween(hitRatio - 0.055, hitRatio + 0.055);
        assertThat(cache.byteHitRatio()).isBetween(byteHitRatio - 0.055, byteHitRatio + 0.055);
    }
}
