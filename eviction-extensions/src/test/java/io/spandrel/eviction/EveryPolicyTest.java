package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of a cache whichever of the built-in policies it runs. A policy that fails fails the test. */
class EveryPolicyTest {

    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    static Stream<String> names() {
        return EvictionPolicies.all(EveryPolicyTest.class.getClassLoader()).keySet().stream();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void operations_tinyCapacities_neverExceedTheBound(String policy) {
        for (long capacity : new long[] {1, 2, 3, 9, 10, 11}) {
            Evictor<Long, Integer> evictor = evictor(policy, capacity);
            BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
            Random random = new Random(capacity);
            for (int i = 0; i < 5_000; i++) {
                operate(map, random, 3 * capacity);
                assertThat(evictor.weight()).isLessThanOrEqualTo(capacity);
            }
            evictor.checkInvariants();
            assertThat(map).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void resize_downAndUp_keepsTheBoundAndWhatFits(String policy) {
        Evictor<Long, Integer> evictor = evictor(policy, 100);
        BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
        Random random = new Random(1);
        for (long capacity : new long[] {10, 100, 1, 2, 50, 9}) {
            evictor.resize(capacity);
            assertThat(evictor.weight()).isLessThanOrEqualTo(capacity);
            LongStream.range(0, 1_000).forEach(i -> operate(map, random, 200));
            evictor.checkInvariants();
            assertThat(evictor.weight()).isBetween(capacity - 4, capacity);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void switchTo_everyOther_keepsEveryEntry(String policy) {
        Evictor<Long, Integer> evictor = evictor(policy, 100);
        BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
        Random random = new Random(1);
        names().forEach(other -> {
            LongStream.range(0, 500).forEach(i -> operate(map, random, 200));
            List<Long> before = List.copyOf(map.keySet());

            evictor.switchTo(factory(other));

            assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(before);
            evictor.checkInvariants();
            evictor.switchTo(factory(policy));
        });
        assertThat(evictor.policyName()).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("names")
    void operations_manyThreads_keepTheBoundAndTheAccounts(String policy) throws Exception {
        for (long capacity : new long[] {1, 10, 200}) {
            Evictor<Long, Integer> evictor = evictor(policy, capacity);
            BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                running.add(threads.submit(
                        () -> LongStream.range(0, 10_000).forEach(i -> operate(map, random, 3 * capacity))));
            }
            for (Future<?> one : running) {
                one.get();
            }
            evictor.checkInvariants();
            assertThat(evictor.weight()).isLessThanOrEqualTo(capacity);
        }
    }

    /** Mostly reads through, some writes of another weight (0 to 4), a few removals. */
    private static void operate(BoundedMap<Long, Integer> map, Random random, long keys) {
        long key = (long) Math.abs(random.nextGaussian() * keys / 2);
        int dice = random.nextInt(100);
        if (dice < 3) {
            map.remove(key);
        } else if (dice < 15 || map.get(key) == null) {
            map.put(key, dice < 10 ? random.nextInt(5) : 1);
        }
    }

    private static Evictor<Long, Integer> evictor(String policy, long capacity) {
        return new Evictor<>(
                new Bound<>(
                        factory(policy),
                        capacity,
                        (key, weight) -> weight,
                        weight -> -1,
                        Long.MAX_VALUE,
                        0,
                        Runnable::run),
                RecordedEvents.ignored());
    }

    private static EvictionPolicyFactory factory(String policy) {
        return EvictionPolicies.find(policy, EveryPolicyTest.class.getClassLoader());
    }
}
