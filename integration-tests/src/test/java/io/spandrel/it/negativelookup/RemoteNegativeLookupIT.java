package io.spandrel.it.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.infinispan.negativelookup.Subscriptions;
import io.spandrel.it.cluster.LocalGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.IllegalLifecycleStateException;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.remoting.rpc.RpcManager;
import org.infinispan.remoting.rpc.RpcManagerImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of other members' filters, on members that write and read the same keys. */
class RemoteNegativeLookupIT {

    private static final boolean STRESS = Boolean.getBoolean("spandrel.test.stress");
    private static final long SEED = Long.getLong("spandrel.test.seed", 20_261_121L);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SEGMENTS = 16;

    @TempDir
    private Path directory;

    @Test
    void get_absentKeysOfOtherMembers_asksThemForFalsePositivesOnly() {
        try (LocalGrid grid = LocalGrid.start(3, cache("remote=\"auto\" false-positive-rate=\"0.01\""))) {
            Cache<String, String> cache = grid.cache(0, "cache");
            IntStream.range(0, 5_000).forEach(i -> cache.put("key-" + i, "value"));
            awaitCopies(cache);
            int others = (int) IntStream.range(0, 30_000)
                    .filter(i -> !owns(cache, "absent-" + i))
                    .count();
            long before = calls(cache).getReplicationCount();
            long missesBefore = cache.getAdvancedCache().getStats().getMisses();

            IntStream.range(0, 30_000)
                    .forEach(i -> assertThat(cache.get("absent-" + i)).isNull());

            assertThat(calls(cache).getReplicationCount() - before)
                    .as("remote calls for %d misses", others)
                    .isLessThanOrEqualTo(others * 12L / 1000);
            assertThat(cache.getAdvancedCache().getStats().getMisses() - missesBefore)
                    .isEqualTo(30_000);
            IntStream.range(0, 5_000)
                    .forEach(i -> assertThat(cache.get("key-" + i)).isEqualTo("value"));
        }
    }

    @Test
    void getAll_absentKeysOfOtherMembers_asksForTheRestOnly() {
        try (LocalGrid grid = LocalGrid.start(3, cache("remote=\"always\" false-positive-rate=\"0.0001\""))) {
            Cache<String, String> cache = grid.cache(0, "cache");
            cache.put("there", "value");
            awaitCopies(cache);
            List<String> absent =
                    IntStream.range(0, 100).mapToObj(i -> "absent-" + i).toList();
            long before = calls(cache).getReplicationCount();

            Map<String, String> found = cache.getAdvancedCache().getAll(new HashSet<>(absent));

            assertThat(found).isEmpty();
            assertThat(calls(cache).getReplicationCount() - before).isLessThanOrEqualTo(2);
            List<String> both = new ArrayList<>(absent);
            both.add("there");
            assertThat(cache.getAdvancedCache().getAll(new HashSet<>(both))).isEqualTo(Map.of("there", "value"));
        }
    }

    /* Not with passivation: beside late reads at a backup, Infinispan brings old values back, with or without filters. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "file"})
    void put_acknowledgedOnOneMember_isFoundOnAllOthers(String store) throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, cache("remote=\"always\" audit-rate=\"0.001\"", store))) {
            List<Cache<String, String>> caches = caches(grid, 3);
            caches.forEach(RemoteNegativeLookupIT::awaitCopies);

            hammer(caches, STRESS ? 400_000 : 5_000, () -> {});

            for (Cache<String, String> cache : caches) {
                assertThat(subscriptions(cache).getRemoteReadsSpared()).isGreaterThan(500);
                assertThat(subscriptions(cache).getKeysAnnounced()).isGreaterThan(500);
                assertThat(subscriptions(cache).getAuditFailures()).isZero();
            }
        }
    }

    @Test
    void put_whileMembersJoinAndLeave_isFoundOnAllOthers() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, cache("remote=\"always\" audit-rate=\"0.001\""))) {
            List<Cache<String, String>> caches = caches(grid, 3);
            caches.forEach(RemoteNegativeLookupIT::awaitCopies);

            hammer(caches, STRESS ? 100_000 : 3_000, () -> {
                for (int i = 0; i < (STRESS ? 20 : 2); i++) {
                    grid.add();
                    grid.awaitMembers(4);
                    grid.stop(3);
                    grid.awaitMembers(3);
                }
            });

            caches.forEach(RemoteNegativeLookupIT::awaitCopies);
            assertThat(subscriptions(caches.get(0)).getAuditFailures()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "file", "passivation"})
    void changes_everyKind_neverHideAKeyFromOtherMembers(String store) {
        Mutations mutations = new Mutations(SEED, false);
        try (LocalGrid grid = LocalGrid.start(3, cache("remote=\"always\" audit-rate=\"0.01\"", store))) {
            List<Cache<String, String>> caches = caches(grid, 3);
            for (int round = 0; round < (STRESS ? 200 : 4); round++) {
                for (int i = 0; i < 200; i++) {
                    mutations.step(caches);
                }
                caches.forEach(mutations::readAll);
            }
            for (Cache<String, String> cache : caches) {
                assertThat(subscriptions(cache).getAuditFailures()).isZero();
            }
            assertThat(subscriptions(caches.get(0)).getRemoteReadsSpared()).isPositive();
        }
    }

    /* Each thread has keys of its own, so it knows what each must be at any time, and reads them wherever it likes. */
    private static void hammer(List<Cache<String, String>> caches, int steps, Runnable meanwhile) throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(caches.size());
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < caches.size(); thread++) {
            String name = "thread-" + thread;
            Random random = new Random(SEED + thread);
            running.add(threads.submit(() -> own(caches, steps, name, random, wrong)));
        }
        meanwhile.run();
        threads.shutdown();
        for (Future<?> done : running) {
            done.get(10, TimeUnit.MINUTES);
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    private static void own(
            List<Cache<String, String>> caches, int steps, String name, Random random, Queue<String> wrong) {
        Map<String, String> expected = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            String key = name + "-" + random.nextInt(2_000);
            String value = "v" + step;
            Cache<String, String> writer = caches.get(random.nextInt(caches.size()));
            for (Cache<String, String> reader : caches) {
                check(reader, key, expected, wrong, "before");
            }
            int kind = random.nextInt(8);
            untilNoMemberStops(() -> write(writer, kind, key, value));
            if (writer.get(key) == null) {
                expected.remove(key);
            } else {
                expected.put(key, value);
            }
            for (Cache<String, String> reader : caches) {
                check(reader, key, expected, wrong, "after step " + step);
            }
        }
    }

    private static void write(Cache<String, String> writer, int kind, String key, String value) {
        switch (kind) {
            case 0 -> writer.putAll(Map.of(key, value, key + "+", value));
            case 1 -> writer.compute(key, (k, v) -> value);
            case 2 -> writer.merge(key, value, (old, v) -> v);
            case 3 -> writer.putAsync(key, value).join();
            case 4, 5 -> writer.remove(key);
            default -> writer.put(key, value);
        }
    }

    /* A write that comes to a backup at the moment at which it stops is given up by Infinispan; here each may be done twice. */
    private static void untilNoMemberStops(Runnable write) {
        while (true) {
            try {
                write.run();
                return;
            } catch (CacheException | CompletionException e) {
                if (!(rootCause(e) instanceof IllegalLifecycleStateException)) {
                    throw e;
                }
            }
        }
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    private static void check(
            Cache<String, String> reader, String key, Map<String, String> expected, Queue<String> wrong, String when) {
        String found = reader.get(key);
        String wanted = expected.get(key);
        if (wanted == null ? found != null : !wanted.equals(found)) {
            wrong.add(key + " is " + found + " instead of " + wanted + " on "
                    + reader.getCacheManager().getAddress() + " " + when);
        }
    }

    private static void awaitCopies(Cache<String, String> cache) {
        int wanted = (int) IntStream.range(0, SEGMENTS)
                .filter(segment -> !cache.getAdvancedCache()
                        .getDistributionManager()
                        .getCacheTopology()
                        .isSegmentReadOwner(segment))
                .count();
        Random random = new Random(SEED);
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < 3_000; i++) {
                cache.get("missing-" + random.nextLong());
            }
            assertThat(subscriptions(cache).getCopies()).isEqualTo(wanted);
        });
    }

    private static boolean owns(Cache<String, String> cache, String key) {
        return cache.getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology()
                .isReadOwner(key);
    }

    private static RpcManagerImpl calls(Cache<String, String> cache) {
        return (RpcManagerImpl) ComponentRegistry.componentOf(cache, RpcManager.class);
    }

    private static Subscriptions subscriptions(Cache<String, String> cache) {
        return ComponentRegistry.componentOf(cache, Subscriptions.class);
    }

    private static List<Cache<String, String>> caches(LocalGrid grid, int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> grid.<String, String>cache(i, "cache"))
                .toList();
    }

    private String cache(String attributes) {
        return cache(attributes, "none");
    }

    private String cache(String attributes, String store) {
        boolean passivation = store.equals("passivation");
        String persistence = """
                <persistence passivation="%s"><file-store purge="true">
                  <data path="%s/{member}/data"/><index path="%s/{member}/index"/>
                </file-store></persistence>
                %s
                """.formatted(
                        passivation,
                        directory,
                        directory,
                        passivation ? "<grid:eviction policy=\"lru\" max-count=\"100\"/>" : "");
        return """
                <distributed-cache name="cache" owners="2" segments="%d" statistics="true">
                  %s
                  <grid:negative-lookup %s/>
                </distributed-cache>
                """.formatted(SEGMENTS, store.equals("none") ? "" : persistence, attributes);
    }
}
