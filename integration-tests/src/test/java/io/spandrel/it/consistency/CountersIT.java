package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.util.function.SerializableBiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members count together while others come, go, and are lost, so that primaries change: no count is lost, none is made twice. */
class CountersIT {

    private static final String CACHE = """
            <distributed-cache name="counters" owners="3" segments="32"><grid:consistency timeout="10s"/></distributed-cache>
            """;
    private static final int COUNTERS = 4;
    private static final int MORE = 150;

    /** Ways to add one. */
    enum Count {
        REPLACE {
            @Override
            boolean one(Cache<String, Integer> cache, String counter) {
                Integer value = cache.get(counter);
                return cache.replace(counter, value, value + 1);
            }
        },
        COMPUTE {
            @Override
            boolean one(Cache<String, Integer> cache, String counter) {
                cache.compute(counter, (SerializableBiFunction<String, Integer, Integer>) (key, value) -> value + 1);
                return true;
            }
        };

        /** Whether it was counted. */
        abstract boolean one(Cache<String, Integer> cache, String counter);
    }

    private final AtomicIntegerArray counted = new AtomicIntegerArray(COUNTERS);
    private final AtomicIntegerArray unknown = new AtomicIntegerArray(COUNTERS);
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void count_membersJoinLeaveAndAreLost_isExact(Count count) {
        try (LocalGrid grid = LocalGrid.start(3, CACHE)) {
            IntStream.range(0, COUNTERS)
                    .forEach(i -> grid.<String, Integer>cache(0, "counters").put("counter-" + i, 0));
            List<CompletableFuture<Void>> counters = IntStream.range(0, 3)
                    .mapToObj(i -> grid.<String, Integer>cache(i, "counters"))
                    .map(cache -> CompletableFuture.runAsync(() -> count(count, cache)))
                    .toList();

            for (int round = 0; round < 2; round++) {
                grid.add();
                grid.awaitMembers(4);
                awaitMore();
                grid.stop(3);
                grid.awaitMembers(3);
                awaitMore();
            }
            grid.add();
            grid.awaitMembers(4);
            lose(grid.manager(3));
            awaitMore();

            over.set(true);
            assertThat(counters).allSatisfy(done -> assertThat(done).succeedsWithin(Duration.ofSeconds(20)));
            assertThat(failures).isEmpty();
            Cache<String, Integer> read = grid.grid(1).cache("counters").with(Consistency.QUORUM);
            for (int i = 0; i < COUNTERS; i++) {
                assertThat(read.get("counter-" + i)).isBetween(counted.get(i), counted.get(i) + unknown.get(i));
            }
            int unknowns = IntStream.range(0, COUNTERS).map(unknown::get).sum();
            assertThat(unknowns + refused.get()).isLessThan(all.get() / 10);
        }
    }

    private void count(Count count, Cache<String, Integer> cache) {
        while (!over.get()) {
            int counter = ThreadLocalRandom.current().nextInt(COUNTERS);
            try {
                if (count.one(cache, "counter-" + counter)) {
                    counted.incrementAndGet(counter);
                    all.incrementAndGet();
                }
            } catch (WriteUnknownException e) {
                unknown.incrementAndGet(counter);
            } catch (WriteNotDoneException e) {
                refused.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private void awaitMore() {
        int enough = all.get() + MORE;
        await().until(() -> all.get() > enough);
    }

    /** Cuts a member off: it tells nobody. */
    private static void lose(EmbeddedCacheManager manager) {
        ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class))
                .getChannel()
                .disconnect();
    }
}
