package io.spandrel.eviction.kit;

import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.LooseEntries;
import io.spandrel.eviction.PolicyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Readers that touch entries and writers that make them, while one thread sends the events, as in a busy cache. */
final class HitStorm {

    private static final int READERS = 2;
    private static final int KEYS = 300;
    private static final int CAPACITY = 100;
    private static final long PATIENCE_SECONDS = 30;

    private final EvictionPolicy<?> policy;
    private final AtomicReferenceArray<PolicyEntry> seen = new AtomicReferenceArray<>(KEYS);
    private final CountDownLatch readersAtWork = new CountDownLatch(READERS);
    private volatile boolean over;

    HitStorm(EvictionPolicy<?> policy) {
        this.policy = policy;
    }

    void run(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "hit-storm");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(events(seeds.split())));
            for (int i = 0; i < READERS; i++) {
                running.add(threads.submit(reads(seeds.split())));
            }
            for (Future<?> one : running) {
                await(one);
            }
        } finally {
            over = true;
            threads.shutdown();
        }
    }

    private Runnable events(SplittableRandom random) {
        return () -> {
            try {
                PolicyCache cache = new PolicyCache(policy, CAPACITY);
                for (int i = 0; i < 20_000 || readersAtWork.getCount() > 0; i++) {
                    int key = random.nextInt(KEYS);
                    if (random.nextInt(10) == 0) {
                        cache.remove(key);
                    } else {
                        cache.request(key);
                    }
                    seen.set(key, cache.entry(key));
                }
                cache.drain();
            } finally {
                over = true;
            }
        };
    }

    private Runnable reads(SplittableRandom random) {
        return () -> {
            boolean waitedFor = true;
            try {
                Class<?> one = policy.newEntry().getClass();
                while (!over) {
                    PolicyEntry entry = seen.get(random.nextInt(KEYS));
                    if (entry == null) {
                        PolicyRules.require(
                                policy.newEntry().getClass() == one, "newEntry() must be of one class in every thread");
                    } else {
                        LooseEntries.touch(entry);
                        if (waitedFor) {
                            waitedFor = false;
                            readersAtWork.countDown();
                        }
                    }
                }
            } finally {
                if (waitedFor) {
                    readersAtWork.countDown();
                }
            }
        };
    }

    private static void await(Future<?> one) {
        try {
            one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("while other threads read: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a victim takes for ever while other threads read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
