package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.eviction.kit.PolicyCache;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What docs/capabilities/eviction.md says of the memory beside the entries. */
class MemoryBoundsTest {

    private static final long SHADOWS_MAX = 700_000;
    private static final long CURVE_MAX = 500_000;
    private static final long RECENT_MAX = 66_000;

    @ParameterizedTest
    @ValueSource(ints = {10, 300, 1_024, 1_025, 5_000, 300_000})
    void auto_anyCapacity_shadowsStayWithinTheirBound(int capacity) {
        AutoPolicy policy = new AutoPolicy(PolicySettings.of(capacity), AutoPolicy.DEFAULT_CANDIDATES);
        PolicyCache cache = new PolicyCache(policy, capacity);
        Random random = new Random(capacity);

        long most = 0;
        for (int round = 0; round < 10; round++) {
            for (int i = 0;
                    i < capacity;
                    i++) { // some keys come again, most are new, so that ghosts are remembered too
                cache.request(random.nextInt(1 + 4 * capacity));
            }
            most = Math.max(most, weightOf(policy.shadows().toArray()));
        }

        assertThat(most).isBetween(1_000L, SHADOWS_MAX);
    }

    @Test
    void curve_fullSample_staysWithinItsBoundAndTellsIt() {
        MissRatioCurve curve = new MissRatioCurve(100_000);
        for (int key = 0; key < 500_000; key++) {
            curve.missed(key);
            curve.written(key, 1);
        }

        CurveSnapshot snapshot = curve.snapshot();
        assertThat(snapshot.sampledKeys()).isGreaterThan(SampledDistances.KEYS_MAX / 2);
        assertThat(weightOf(curve)).isLessThan(CURVE_MAX);
        assertThat((double) snapshot.memory()).isCloseTo(weightOf(curve), within(10_000.0));
    }

    @Test
    void recentEvictions_ofManyEntries_stayWithinTheirBound() {
        RecentEvictions evictions = new RecentEvictions();
        for (int key = 0; key < 500_000; key++) {
            evictions.evicted(key, key, 100_000);
            evictions.missed(key - 1_000, key, 100_000);
        }

        assertThat(evictions.premature()).isPositive();
        assertThat(weightOf(evictions)).isLessThan(RECENT_MAX);
    }

    private static long weightOf(Object... roots) {
        return GraphLayout.parseInstance(roots).totalSize();
    }
}
