package io.spandrel.it.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.infinispan.negativelookup.Subscriptions;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.AvailabilityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything at once: changes of every kind, evictions and expirations, while members join, leave, are killed, and are
 * split off and come back; each answer is held against what its key's only writer knows.
 */
class NegativeLookupSoakIT {

    private static final boolean STRESS = Boolean.getBoolean("spandrel.test.stress");
    private static final long CHECKED_MIN = STRESS ? 10_000_000 : 20_000;
    private static final int READS = STRESS ? 1_000 : 60;
    private static final long SEED = Long.getLong("spandrel.test.seed", 20_261_121L);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEMBERS = 4;
    private static final List<String> CACHES = List.of("memory", "stored");

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<OwnKeys> writers = new ArrayList<>();

    /** Held for reading while the caches are used, for writing while members are taken in or out of use. */
    private final ReadWriteLock turn = new ReentrantReadWriteLock(true);

    private List<EmbeddedCacheManager> inUse = List.of();
    private volatile boolean finished;

    @Test
    void answers_whileEverythingHappens_areWhatTheWritersKnow() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CACHES.size());
        try (LocalGrid grid = LocalGrid.start(MEMBERS, caches())) {
            List<Future<?>> running = new ArrayList<>();
            use(grid.managers());
            for (String cache : CACHES) {
                OwnKeys keys = new OwnKeys(cache, cache.equals("stored"), READS, random.split(), wrong);
                writers.add(keys);
                running.add(threads.submit(() -> work(cache, keys)));
            }
            do {
                happen(grid);
            } while (checked() < CHECKED_MIN && wrong.isEmpty());
            finished = true;
            for (Future<?> one : running) {
                one.get(2, TimeUnit.MINUTES);
            }

            assertThat(wrong).as("seed %d", SEED).isEmpty();
            assertThat(checked()).isGreaterThanOrEqualTo(CHECKED_MIN);
            for (String cache : CACHES) {
                assertThat(sum(grid, cache, Subscriptions::getRemoteReadsSpared))
                        .isPositive();
                assertThat(sum(grid, cache, Subscriptions::getAuditFailures)).isZero();
            }
        } finally {
            finished = true;
            threads.shutdown();
        }
        long unknown = writers.stream().mapToLong(OwnKeys::unknown).sum();
        long lost = writers.stream().mapToLong(OwnKeys::lost).sum();
        System.getLogger(getClass().getName())
                .log(
                        System.Logger.Level.INFO,
                        "{0} answers, {1} operations failed, {2} keys lost a change",
                        checked(),
                        unknown,
                        lost);
    }

    private void work(String cache, OwnKeys keys) {
        while (!finished) {
            turn.readLock().lock();
            try {
                keys.step(inUse.stream()
                        .map(member -> member.<String, String>getCache(cache))
                        .toList());
            } finally {
                turn.readLock().unlock();
            }
        }
    }

    private void happen(LocalGrid grid) {
        splitOff(grid, random.nextInt(MEMBERS));
        kill(grid, random.nextInt(MEMBERS));
        join(grid);
        leave(grid, random.nextInt(MEMBERS));
        join(grid);
        clear(grid);
    }

    /** The member without the majority has nothing to say, whatever its filters do. */
    private void splitOff(LocalGrid grid, int alone) {
        Cut cut = cutOff(grid, alone);
        await().atMost(PATIENCE).until(() -> CACHES.stream().allMatch(name -> isDegraded(grid, alone, name)));
        CACHES.forEach(name -> assertSaysNothing(grid.cache(alone, name)));
        cut.heal();
        grid.awaitMembers(MEMBERS);
        use(grid.managers());
        awaitChecked();
    }

    private static boolean isDegraded(LocalGrid grid, int member, String cache) {
        return grid.grid(member).cache(cache).report().availability().equals("DEGRADED_MODE");
    }

    private static void assertSaysNothing(Cache<String, String> cache) {
        long before = part(cache, Subscriptions.class).getRemoteReadsSpared();
        for (int i = 0; i < 10; i++) {
            String key = "absent-" + i;
            assertThatThrownBy(() -> cache.get(key)).isInstanceOf(AvailabilityException.class);
        }
        assertThat(part(cache, Subscriptions.class).getRemoteReadsSpared()).isEqualTo(before);
    }

    /** The others lose it in the middle of what they do with it. */
    private void kill(LocalGrid grid, int victim) {
        cutOff(grid, victim);
        grid.stop(victim);
        grid.awaitMembers(MEMBERS - 1);
        awaitChecked();
    }

    private Cut cutOff(LocalGrid grid, int index) {
        EmbeddedCacheManager alone = grid.manager(index);
        List<EmbeddedCacheManager> others = new ArrayList<>(grid.managers());
        others.remove(alone);
        use(others);
        Cut cut = Cut.between(List.of(alone), others);
        awaitChecked();
        return cut;
    }

    private void leave(LocalGrid grid, int leaver) {
        List<EmbeddedCacheManager> others = new ArrayList<>(grid.managers());
        others.remove(leaver);
        use(others);
        grid.stop(leaver);
        grid.awaitMembers(MEMBERS - 1);
        awaitChecked();
    }

    private void join(LocalGrid grid) {
        grid.add();
        grid.awaitMembers(MEMBERS);
        use(grid.managers());
        awaitChecked();
    }

    private void clear(LocalGrid grid) {
        turn.writeLock().lock();
        try {
            CACHES.forEach(name -> grid.cache(0, name).clear());
            writers.forEach(OwnKeys::cleared);
        } finally {
            turn.writeLock().unlock();
        }
        awaitChecked();
    }

    /** Nothing is done with another member any more once this has returned. */
    private void use(List<EmbeddedCacheManager> members) {
        turn.writeLock().lock();
        try {
            inUse = List.copyOf(members);
        } finally {
            turn.writeLock().unlock();
        }
    }

    private void awaitChecked() {
        long before = checked();
        await().atMost(PATIENCE).until(() -> checked() >= before + 500 || !wrong.isEmpty());
    }

    private long checked() {
        return writers.stream().mapToLong(OwnKeys::checked).sum();
    }

    private static long sum(LocalGrid grid, String cache, ToLongFunction<Subscriptions> figure) {
        return grid.managers().stream()
                .map(member -> part(member.getCache(cache), Subscriptions.class))
                .mapToLong(figure)
                .sum();
    }

    private static <T> T part(Cache<?, ?> cache, Class<T> component) {
        return ComponentRegistry.componentOf(cache, component);
    }

    private String caches() {
        return """
                <distributed-cache name="memory" owners="2" segments="16" remote-timeout="3000">
                  <expiration interval="500"/>
                  <partition-handling when-split="DENY_READ_WRITES"/>
                  <grid:negative-lookup remote="always" audit-rate="0.01"/>
                </distributed-cache>
                <distributed-cache name="stored" owners="2" segments="16" remote-timeout="3000">
                  <expiration interval="500"/>
                  <partition-handling when-split="DENY_READ_WRITES"/>
                  <persistence><file-store purge="true">
                    <data path="%1$s/{member}/data"/><index path="%1$s/{member}/index"/>
                  </file-store></persistence>
                  <grid:eviction policy="lru" max-count="100"/>
                  <grid:negative-lookup remote="always" audit-rate="0.01"/>
                </distributed-cache>
                """.formatted(directory);
    }
}
