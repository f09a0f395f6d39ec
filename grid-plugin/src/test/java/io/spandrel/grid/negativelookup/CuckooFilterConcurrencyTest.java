package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lookups in one thread of keys that stay, while another moves, grows, shrinks and rebuilds. */
class CuckooFilterConcurrencyTest {

    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        reader.shutdownNow();
    }

    @Test
    void lookups_whileFingerprintsMove_missNoKeyThatStays() throws Exception {
        CuckooFilter filter = new CuckooFilter(0.002, 2_000, 1);
        long[] staying = new SplittableRandom(1).longs(1_000).toArray();
        long looked = beside(filter, staying, () -> {
            SplittableRandom random = new SplittableRandom(2);
            for (int round = 0; round < 300; round++) {
                long[] passing = random.longs(990).toArray();
                for (long hash : passing) {
                    filter.add(hash);
                }
                for (long hash : passing) {
                    filter.remove(hash);
                }
            }
            return null;
        });

        assertThat(filter.kicks()).isGreaterThan(10_000);
        assertThat(filter.size()).isEqualTo(1_000);
        assertThat(looked).isGreaterThan(10_000);
        filter.checkInvariants();
    }

    @Test
    void lookups_whileItGrowsAndIsRebuilt_missNoKeyThatStays() throws Exception {
        CuckooFilter filter = new CuckooFilter(0.03, 200, 1);
        long[] staying = new SplittableRandom(1).longs(500).toArray();
        long looked = beside(filter, staying, () -> {
            SplittableRandom random = new SplittableRandom(3);
            for (int round = 0; round < 100; round++) {
                long[] passing = random.longs(2_000).toArray();
                for (long hash : passing) {
                    filter.add(hash);
                }
                FilterRebuild rebuild = filter.startRebuild();
                for (long hash : passing) {
                    filter.remove(hash);
                }
                for (long hash : staying) {
                    rebuild.add(hash);
                }
                assertThat(rebuild.finish()).isTrue();
            }
            return null;
        });

        assertThat(filter.rebuilds()).isEqualTo(100);
        assertThat(looked).isGreaterThan(10_000);
        filter.checkInvariants();
    }

    /** Looks all of {@code staying} up again and again until {@code changes} is done; returns how many lookups that were. */
    private long beside(CuckooFilter filter, long[] staying, Callable<Void> changes) throws Exception {
        for (long hash : staying) {
            filter.add(hash);
        }
        AtomicBoolean done = new AtomicBoolean();
        Future<Long> looked = reader.submit(() -> {
            long lookups = 0;
            List<Long> missed = new ArrayList<>();
            while (!done.get() && missed.isEmpty()) {
                for (long hash : staying) {
                    if (!filter.mayContain(hash)) {
                        missed.add(hash);
                    }
                    lookups++;
                }
            }
            assertThat(missed).as("keys that stay, but were called absent").isEmpty();
            return lookups;
        });
        try {
            changes.call();
        } finally {
            done.set(true);
        }
        return result(looked);
    }

    private static long result(Future<Long> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}
