package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissRatioCurveTest {

    private static final EvictionPolicyFactory LRU =
            EvictionPolicies.find("lru", MissRatioCurveTest.class.getClassLoader());

    private final ManualTime time = new ManualTime();
    private MissRatioCurve curve = unlimited(100);
    private BoundedMap<Object, Integer> cache = cache(100, false);

    private MissRatioCurve unlimited(long capacity) {
        return new MissRatioCurve(capacity, Long.MAX_VALUE, time::nanos, time);
    }

    private void limited(long capacity) {
        curve = new MissRatioCurve(capacity, MissRatioCurve.SAMPLED_PER_SECOND, time::nanos, time);
        cache = cache(capacity, false);
    }

    /** {@code count} requests, {@code perSecond} of them a second. */
    private void requests(int count, long perSecond, IntSupplier keys) {
        Duration each = Duration.ofNanos(1_000_000_000 / perSecond);
        for (int i = 0; i < count; i++) {
            time.pass(each);
            request(keys.getAsInt(), 1);
        }
    }

    private BoundedMap<Object, Integer> cache(long capacity, boolean inBytes) {
        Bound<Object, Integer> bound = new Bound<>(
                LRU, capacity, inBytes ? (key, size) -> size : null, size -> -1, Long.MAX_VALUE, 0, Runnable::run);
        return new BoundedMap<>(new Evictor<>(bound, RecordedEvents.ignored(), curve));
    }

    private void request(Object key, int size) {
        if (cache.get(key) == null) {
            cache.put(key, size);
        }
    }

    private void requests(int count, IntSupplier keys) {
        for (int i = 0; i < count; i++) {
            request(keys.getAsInt(), 1);
        }
    }

    private static IntSupplier skewed(long seed, int keys) {
        Random random = new Random(seed);
        return () -> (int) (keys * Math.pow(random.nextDouble(), 3));
    }

    private static CurveSnapshot.Point at(MissRatioCurve curve, double scale) {
        return curve.snapshot().points().get(MissRatioCurve.SCALES.indexOf(scale));
    }

    @AfterEach
    void checkInvariants() {
        curve.checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lru_allKeysInTheSample_equalsExactStackDistances(long seed) {
        ExactDistances exact = new ExactDistances();
        IntSupplier keys = skewed(seed, 1000);
        for (int i = 0; i < 10_000; i++) {
            int key = keys.getAsInt();
            exact.request(key, 1);
            request(key, 1);
        }

        for (double scale : List.of(0.125, 0.25, 0.5, 1.0)) {
            CurveSnapshot.Point point = at(curve, scale);
            assertThat(point.lru()).isCloseTo(exact.hitRatio(point.capacity()), within(1e-9));
        }
        for (double scale : List.of(2.0, 4.0)) { // buckets are wider than one there
            CurveSnapshot.Point point = at(curve, scale);
            assertThat(point.lru()).isCloseTo(exact.hitRatio(point.capacity()), within(2e-3));
        }
        assertThat(curve.snapshot().measured()).isCloseTo(at(curve, 1).lru(), within(1e-9));
        assertThat(curve.snapshot().requests()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void lru_bytes_areCloseToExactStackDistances(long seed) {
        curve = unlimited(1 << 20);
        cache = cache(1 << 20, true);
        ExactDistances exact = new ExactDistances();
        IntSupplier keys = skewed(seed, 5000);
        for (int i = 0; i < 20_000; i++) {
            int key = keys.getAsInt();
            int size = 100 + key * 7919 % 1000;
            exact.request(key, size);
            request(key, size);
        }

        for (double scale : List.of(0.25, 0.5, 1.0, 2.0, 4.0)) {
            CurveSnapshot.Point point = at(curve, scale);
            assertThat(point.lru()).isCloseTo(exact.hitRatio(point.capacity()), within(5e-3));
        }
    }

    @Test
    void lru_moreKeysThanTheSampleHolds_staysWithinMemoryAndError() {
        curve = unlimited(50_000);
        cache = cache(50_000, false);
        Evictor<Object, Integer> twice = new Evictor<>(Bound.ofEntries(LRU, 100_000), RecordedEvents.ignored());
        BoundedMap<Object, Integer> larger = new BoundedMap<>(twice);
        IntSupplier keys = skewed(6, 200_000);
        int hits = 0;
        int count = 600_000;
        for (int i = 0; i < count; i++) {
            int key = keys.getAsInt();
            request(key, 1);
            if (larger.get(key) != null) {
                hits++;
            } else {
                larger.put(key, 1);
            }
        }

        CurveSnapshot snapshot = curve.snapshot();
        assertThat(snapshot.sampledKeys()).isBetween(4000, SampledDistances.KEYS_MAX);
        assertThat(snapshot.rate()).isLessThan(0.1);
        assertThat(snapshot.memory()).isBetween(300_000L, 1_000_000L);
        assertThat(at(curve, 2).lru()).isCloseTo(hits / (double) count, within(0.015));
        assertThat(at(curve, 1).lru()).isCloseTo(snapshot.measured(), within(0.015));
    }

    @Test
    void request_missAndItsWrite_countOnce() {
        cache.get("a");
        cache.put("a", 1);
        cache.get("a");
        cache.put("a", 2);

        CurveSnapshot snapshot = curve.snapshot();
        assertThat(snapshot.requests()).isEqualTo(2);
        assertThat(snapshot.measured()).isEqualTo(0.5);
        assertThat(at(curve, 1).lru()).isEqualTo(0.5);
    }

    @Test
    void get_neverWritten_isAMissAtAnySize() {
        requests(10, () -> 1);
        for (int i = 0; i < 10; i++) {
            cache.get("absent");
        }

        assertThat(at(curve, 4).lru()).isCloseTo(9 / 20.0, within(1e-9));
    }

    @Test
    void get_evictedKey_wouldHaveBeenAHitInALargerCache() {
        int[] next = new int[1];
        requests(3000, () -> next[0]++ % 150);

        assertThat(at(curve, 1).lru()).isZero();
        assertThat(at(curve, 2).lru()).isCloseTo(2850 / 3000.0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"remove", "clear"})
    void get_removedKey_isAMissAtAnySize(String how) {
        request("a", 1);
        if (how.equals("remove")) {
            cache.remove("a");
        } else {
            cache.clear();
        }

        request("a", 1);

        assertThat(at(curve, 4).lru()).isZero();
    }

    @Test
    void get_afterAllWasCleared_isAMissForEvictedKeysToo() {
        int[] next = new int[1];
        requests(150, () -> next[0]++);
        cache.clear();
        curve.cleared();

        request(0, 1);

        assertThat(at(curve, 4).lru()).isZero();
    }

    @Test
    void close_ofAMap_forgetsItsKeys() {
        request("a", 1);
        BoundedMap<Object, Integer> closed = cache;
        cache.close();

        curve.missed("a");

        assertThat(closed).hasSize(1);
        assertThat(at(curve, 4).lru()).isZero();
    }

    @Test
    void resize_otherBound_countsAnewFromTheOrderItKnows() {
        requests(20_000, skewed(7, 1000));

        curve.resize(50);

        assertThat(curve.snapshot().requests()).isZero();
        int key = 100_000;
        request(key, 1);
        request(key, 1);
        assertThat(at(curve, 4).capacity()).isEqualTo(200);
        assertThat(at(curve, 4).lru()).isEqualTo(0.5);
    }

    @Test
    void resize_fromHugeToSmall_samplesAllKeysAgain() {
        curve = unlimited(1_000_000);
        cache = cache(1_000_000, false);
        int[] next = new int[1];
        requests(100_000, () -> next[0]++);
        assertThat(curve.snapshot().rate()).isLessThan(0.1);

        curve.resize(100);

        assertThat(curve.snapshot().rate()).isEqualTo(1);
    }

    @Test
    void snapshot_workloadChanged_followsIt() {
        requests(50_000, () -> 1);
        int[] next = new int[1];
        for (int minute = 0; minute < 40; minute++) {
            time.pass(Duration.ofMinutes(1));
            requests(1000, () -> 1000 + next[0]++);
        }

        assertThat(curve.snapshot().measured()).isLessThan(0.05);
        assertThat(at(curve, 4).lru()).isLessThan(0.05);
    }

    @Test
    void snapshot_quietCache_keepsWhatItKnows() {
        requests(2000, skewed(8, 100));
        time.pass(Duration.ofDays(1));
        requests(128, skewed(8, 100));

        assertThat(curve.snapshot().requests()).isGreaterThan(1000);
    }

    @Test
    void sample_busySmallCache_watchesInBurstsAndStaysRight() {
        limited(100);
        IntSupplier keys = skewed(9, 1000);
        ExactDistances exact = new ExactDistances();
        int count = 1_500_000;
        requests(count, 2_000_000, keys); // sixty times the budget
        IntSupplier same = skewed(9, 1000);
        for (int i = 0; i < 20_000; i++) {
            exact.request(same.getAsInt(), 1);
        }

        assertThat(time.alarms()).isGreaterThan(10);
        assertThat(curve.snapshot().requests()).as("bursts stand for all").isCloseTo(count, withinPercentage(10));
        for (double scale : List.of(0.25, 1.0, 4.0)) {
            CurveSnapshot.Point point = at(curve, scale);
            assertThat(point.lru()).isCloseTo(exact.hitRatio(point.capacity()), within(0.02));
        }
    }

    @Test
    void sample_busierThanItCanAfford_watchesFewerKeysInsteadOfPausing() {
        limited(5000);

        requests(1_500_000, 100_000, skewed(10, 40_000)); // three times the budget

        assertThat(time.alarms()).isZero();
        assertThat(curve.snapshot().rate()).isBetween(0.05, 0.4);
        assertThat(curve.snapshot().sampledKeys()).isGreaterThan(1000);
        assertThat(at(curve, 1).lru()).isCloseTo(curve.snapshot().measured(), within(0.02));
    }

    @Test
    void sample_notBusyAnyMore_takesInMoreKeysAgain() {
        limited(5000);
        IntSupplier keys = skewed(11, 40_000);
        requests(1_500_000, 1_000_000, keys);
        double rate = curve.snapshot().rate();

        requests(2_000_000, 20_000, keys);

        assertThat(rate).isLessThan(0.2);
        assertThat(curve.snapshot().rate()).isGreaterThanOrEqualTo(2 * rate);
        assertThat(at(curve, 1).lru()).isCloseTo(curve.snapshot().measured(), within(0.02));
    }

    @Test
    void sample_workloadChangesWhileNobodyLooks_countsByTheTimeItLasts() {
        limited(100);
        int[] next = new int[1];
        requests(400_000, 2_000_000, () -> 1); // all watched at first, since nothing has been spent yet
        requests(3_600_000, 2_000_000, () -> 1000 + next[0]++);

        assertThat(curve.snapshot().measured()).isCloseTo(0.1, within(0.03));
        assertThat(at(curve, 1).lru()).isCloseTo(0.1, within(0.03));
    }

    @Test
    void get_blind_countsNothingUntilTheAlarm() {
        limited(100);
        for (int i = 0; !time.isAlarmSet(); i++) {
            request(i % 50, 1);
        }
        double requests = curve.snapshot().requests();

        requests(10_000, () -> 1);
        assertThat(curve.snapshot().requests()).isEqualTo(requests);

        time.pass(Duration.ofSeconds(3));
        requests(10_000, () -> 1);
        assertThat(curve.snapshot().requests()).isGreaterThan(requests);
    }

    @ParameterizedTest
    @CsvSource({
        // lru, lru at the present size, measured there, expected
        "0.6, 0.4, 0.4, 0.6", // the policy is as good as LRU
        "0.4, 0.4, 0.7, 0.7", // the present size itself
        "0.6, 0.4, 0.7, 0.8", // half the misses of LRU, now and then
        "0.6, 0.4, 0.3, 0.5", // worse than LRU
        "0.05, 0.4, 0.3, 0", // never below none
        "1, 1, 1, 1",
    })
    void expected_policyDiffersFromLru_passesThroughTheMeasuredPoint(
            double lru, double lruNow, double measured, double expected) {
        assertThat(CurveSnapshot.expected(lru, lruNow, measured)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void snapshot_beforeAnyRequest_isEmpty() {
        CurveSnapshot snapshot = curve.snapshot();

        assertThat(snapshot.requests()).isZero();
        assertThat(snapshot.measured()).isZero();
        assertThat(snapshot.points()).hasSameSizeAs(MissRatioCurve.SCALES);
    }

    @Test
    void request_manyThreads_countsNearlyAll() throws InterruptedException {
        curve = unlimited(1000);
        cache = cache(1000, false);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            IntSupplier keys = skewed(t, 4000);
            threads[t] = new Thread(() -> requests(100_000, keys));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        CurveSnapshot snapshot = curve.snapshot();
        assertThat(snapshot.requests()).isBetween(200_000.0, 400_000.0);
        /* Every key is watched, so a thread that is stopped while it holds the lock makes the others drop what they read. */
        assertThat(at(curve, 1).lru()).isCloseTo(snapshot.measured(), within(0.15));
    }
}
