package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four threads that do nothing but write: at no instant does the cache hold more than its bound, the slack of a
 * background cycle, and one entry for each thread inside a write.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WriteStormTest {

    private static final int THREADS = 4;
    private static final int WRITES = Boolean.getBoolean("spandrel.test.stress") ? 2_000_000 : 30_000;
    private static final long SEED = Long.getLong("spandrel.test.seed", System.nanoTime());

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void stop() {
        over.set(true);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "lru, 200, 0, 1",
        "lru, 200, 20, 1",
        "s3-fifo, 200, 0, 1",
        "w-tinylfu, 1, 0, 1",
        "clock, 10, 1, 1",
        "lru, 2000, 0, 60",
        "gdsf, 2000, 200, 60",
        "s3-fifo, 2000, 0, 60",
    })
    void put_fromFourThreads_neverExceedsBoundAndSlack(String policy, long capacity, long slack, int weightMax)
            throws Exception {
        Account account = new Account();
        Evictor<Long, Integer> evictor = evictor(policy, capacity, slack, account);
        BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
        Future<?> cycles = slack == 0
                ? null
                : threads.submit(() -> {
                    while (!over.get()) {
                        evictor.runCycle();
                    }
                });

        write(map, account, capacity, weightMax);
        over.set(true);
        if (cycles != null) {
            cycles.get();
        }

        assertThat(account.peak.get())
                .as("most held at any instant, seed %d", SEED)
                .isBetween(capacity, capacity + slack + (long) (cycles == null ? THREADS : THREADS + 1) * weightMax);
        assertThat(account.held.get()).isEqualTo(evictor.weight()).isLessThanOrEqualTo(capacity + slack);
        assertThat(evictor.policyFailures()).isZero();
        evictor.checkInvariants();
    }

    @ParameterizedTest
    @CsvSource({"lru, 1", "s3-fifo, 1", "auto, 1", "lru, 60", "gdsf, 60", "arc, 60"})
    void resize_underWrites_boundHoldsWhenItReturns(String policy, int weightMax) throws Exception {
        Account account = new Account();
        long most = 40L * weightMax;
        Evictor<Long, Integer> evictor = evictor(policy, most, 0, account);
        BoundedMap<Long, Integer> map = new BoundedMap<>(evictor);
        AtomicLong worst = new AtomicLong(Long.MIN_VALUE);
        Future<Integer> resizes = threads.submit(() -> {
            SplittableRandom random = new SplittableRandom(SEED);
            int count = 0;
            while (!over.get()) {
                long capacity = weightMax + random.nextLong(most - weightMax + 1);
                evictor.resize(capacity);
                worst.accumulateAndGet(account.held.get() - capacity, Math::max);
                count++;
            }
            return count;
        });

        write(map, account, most, weightMax);
        over.set(true);

        assertThat(resizes.get()).isPositive();
        assertThat(worst.get())
                .as("beyond the bound when a resize returned, seed %d", SEED)
                .isLessThanOrEqualTo((long) THREADS * weightMax); // what the resize evicts has left when it returns
        assertThat(account.held.get()).isEqualTo(evictor.weight()).isLessThanOrEqualTo(evictor.capacity());
        evictor.checkInvariants();
    }

    private void write(BoundedMap<Long, Integer> map, Account account, long capacity, int weightMax) throws Exception {
        SplittableRandom seeds = new SplittableRandom(SEED);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = seeds.split();
            writers.add(threads.submit(() -> {
                for (int write = 0; write < WRITES; write++) {
                    int weight = 1 + random.nextInt(weightMax);
                    map.compute(random.nextLong(3 * capacity), (key, old) -> account.in(weight, old));
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    private static Evictor<Long, Integer> evictor(String policy, long capacity, long slack, Account account) {
        return new Evictor<>(
                new Bound<>(
                        EvictionPolicies.find(policy, WriteStormTest.class.getClassLoader()),
                        capacity,
                        (key, weight) -> weight,
                        weight -> -1,
                        Long.MAX_VALUE,
                        slack,
                        Runnable::run),
                account);
    }

    /**
     * What the map holds, counted from outside: an entry from the moment it is written, under the map's lock, until it
     * has left. So the peak is exact, whereas the size of a concurrent map is only added up while it changes.
     */
    private static final class Account implements EvictionEvents<Long, Integer> {

        final AtomicLong held = new AtomicLong();
        final AtomicLong peak = new AtomicLong();

        int in(int weight, Integer old) {
            long now = held.addAndGet(weight - (old == null ? 0 : old));
            peak.accumulateAndGet(now, Math::max);
            return weight;
        }

        @Override
        public Runnable evicting(Long key, Integer weight) {
            return () -> held.addAndGet(-weight);
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {
            throw new AssertionError(policy, cause);
        }
    }
}
