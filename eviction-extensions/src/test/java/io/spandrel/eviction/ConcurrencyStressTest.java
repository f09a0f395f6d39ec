package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads doing everything at once to two maps under one bound: accounts, policy and maps still agree at the end. */
class ConcurrencyStressTest {

    private static final int THREADS = 4;
    private static final int STEPS = Boolean.getBoolean("spandrel.test.stress") ? 3_000_000 : 60_000;
    private static final int CAPACITY = 100;
    private static final long SEED = Long.getLong("spandrel.test.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource({
        "lru, false",
        "lru, true",
        "clock, false",
        "clock, true",
        "s3-fifo, false",
        "s3-fifo, true",
        "fails, false"
    })
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everything_fromManyThreads_keepsAccounts(String policy, boolean weighed) throws Exception {
        RecordedFailures events = new RecordedFailures();
        ToIntBiFunction<Integer, Integer> weigher = weighed ? (key, value) -> value % 7 : null;
        Evictor<Integer, Integer> evictor = new Evictor<>(
                new Bound<>(factory(policy), CAPACITY, weigher, value -> -1, Long.MAX_VALUE, 0, Runnable::run), events);
        List<BoundedMap<Integer, Integer>> maps = List.of(new BoundedMap<>(evictor), new BoundedMap<>(evictor));
        AtomicLong worst = new AtomicLong();
        SplittableRandom seeds = new SplittableRandom(SEED);

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = seeds.split();
                running.add(threads.submit(() -> hammer(maps, evictor, random, worst)));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }

        evictor.checkInvariants();
        assertThat(worst.get())
                .as("entries beyond the bound at any moment, seed %d", SEED)
                .isLessThanOrEqualTo(weighed ? Long.MAX_VALUE : CAPACITY + THREADS);
        assertThat(evictor.policyFailures()).isEqualTo(policy.equals("fails") ? 1 : 0);
        assertThat(events.evicted.get()).isEqualTo(evictor.evictions()).isEqualTo(events.completed.get());
    }

    private static EvictionPolicyFactory factory(String policy) {
        return policy.equals("fails")
                ? new Misbehaving(Misbehaving.Fault.OFFERS_THE_SAME_TWICE)
                : EvictionPolicies.find(policy, ConcurrencyStressTest.class.getClassLoader());
    }

    private static void hammer(
            List<BoundedMap<Integer, Integer>> maps,
            Evictor<Integer, Integer> evictor,
            SplittableRandom random,
            AtomicLong worst) {
        for (int step = 0; step < STEPS; step++) {
            BoundedMap<Integer, Integer> map = maps.get(random.nextInt(2));
            int key = random.nextInt(CAPACITY);
            switch (random.nextInt(20)) {
                case 0 -> map.remove(key);
                case 1 -> map.compute(key, (k, old) -> old == null ? step(k) : null);
                case 2 -> map.computeIfPresent(key, (k, old) -> old + 1);
                case 3 -> map.putIfAbsent(key, key);
                case 4 -> {
                    if (random.nextInt(500) == 0) {
                        map.clear();
                    }
                }
                case 5 -> {
                    if (random.nextInt(500) == 0) {
                        evictor.resize(CAPACITY / 2 + random.nextInt(CAPACITY / 2 + 1));
                    }
                }
                case 6 -> map.keySet().removeIf(k -> k % 50 == 49);
                case 7, 8, 9, 10 -> map.put(key, step(key));
                default -> map.get(key);
            }
            if (step % 64 == 0) {
                worst.accumulateAndGet(Math.min(entries(maps), entries(maps)), Math::max);
            }
        }
    }

    /* One map after the other: too many if the thread is held up between them, as it hardly is twice in a row. */
    private static long entries(List<BoundedMap<Integer, Integer>> maps) {
        return maps.stream().mapToLong(BoundedMap::size).sum();
    }

    private static int step(int key) {
        return key * 31 + 5;
    }

    private static final class RecordedFailures implements EvictionEvents<Integer, Integer> {

        final AtomicLong evicted = new AtomicLong();
        final AtomicLong completed = new AtomicLong();

        @Override
        public Runnable evicting(Integer key, Integer value) {
            evicted.incrementAndGet();
            return completed::incrementAndGet;
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {}
    }
}
