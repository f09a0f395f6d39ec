package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.util.function.SerializableBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and deletes outlive changes of owners and restarts; writers meanwhile leave no two owners unlike. */
class StateTransferIT {

    private static final String CACHES = """
            <distributed-cache name="two" owners="2"><grid:consistency write="ALL"/></distributed-cache>
            <replicated-cache name="everywhere"><grid:consistency write="ALL"/></replicated-cache>
            """;
    private static final int KEYS = 300;

    @ParameterizedTest
    @ValueSource(strings = {"two", "everywhere"})
    void join_ofAMember_bringsItVersionsAndDeletes(String name) {
        try (LocalGrid grid = LocalGrid.start(2, CACHES)) {
            Map<String, Copy> before = writeAndDelete(grid.cache(0, name));

            grid.add();
            grid.awaitMembers(3);

            List<Cache<String, String>> members = members(grid, 3, name);
            Cache<String, String> joiner = members.get(2);
            List<String> taken = before.keySet().stream()
                    .filter(key -> Copies.isOwner(joiner, key))
                    .toList();
            assertThat(taken).hasSizeGreaterThan(KEYS / 3);
            assertThat(taken)
                    .allSatisfy(key -> assertThat(Copies.at(joiner, key)).isEqualTo(before.get(key)));
            for (String key : taken) {
                Copies.put(joiner, key, "late", before.get(key).newest() - 1);
                assertThat(Copies.at(joiner, key)).isEqualTo(before.get(key));
            }
        }
    }

    @Test
    void join_afterAClear_doesNotTakeWhatIsOlder() {
        try (LocalGrid grid = LocalGrid.start(2, CACHES)) {
            Cache<String, String> cache = grid.cache(0, "two");
            cache.put("key", "cleared");
            long older = Copies.ofOwners(members(grid, 2, "two"), "key").get(0).version();
            cache.clear();

            grid.add();
            grid.awaitMembers(3);

            Cache<String, String> joiner = grid.cache(2, "two");
            Copies.put(joiner, "key", "late", older);
            assertThat(Copies.at(joiner, "key").value()).isNull();
            assertThat(Copies.at(joiner, "key").deleted()).isGreaterThan(older);
        }
    }

    @Test
    void restart_withAStore_keepsVersions(@TempDir Path directory) {
        String caches = """
                <distributed-cache name="preloaded" owners="2">
                  <grid:consistency write="ALL"/>
                  <persistence><file-store path="%1$s/{member}/preloaded" preload="true"/></persistence>
                </distributed-cache>
                <distributed-cache name="lazy" owners="2">
                  <grid:consistency write="ALL"/>
                  <persistence><file-store path="%1$s/{member}/lazy"/></persistence>
                </distributed-cache>
                """.formatted(directory);
        Map<String, Long> before = new TreeMap<>();
        try (LocalGrid grid = LocalGrid.start(2, caches)) {
            for (String name : List.of("preloaded", "lazy")) {
                for (int i = 0; i < 50; i++) {
                    grid.<String, String>cache(0, name).put(name + i, "value");
                    before.put(
                            name + i, Copies.at(grid.cache(0, name), name + i).version());
                }
            }
        }

        try (LocalGrid grid = LocalGrid.start(2, caches)) {
            before.forEach((key, version) -> {
                String name = key.replaceAll("\\d", "");
                for (int i = 0; i < 2; i++) {
                    Cache<String, String> cache = grid.cache(i, name);
                    assertThat(Copies.stored(cache, key)).isEqualTo(version);
                    Copies.put(cache, key, "late", version - 1);
                    assertThat(cache.get(key)).isEqualTo("value");
                }
                grid.<String, String>cache(1, name).put(key, "again");
                assertThat(Copies.ofOwners(members(grid, 2, name), key))
                        .allSatisfy(copy -> assertThat(copy.version()).isGreaterThan(version));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "everywhere"})
    void writers_membersJoinAndLeave_leaveAllOwnersAlike(String name) throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong writes = new AtomicLong();
            AtomicLong unknown = new AtomicLong();
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            ExecutorService executor = Executors.newFixedThreadPool(3);
            List<Future<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Cache<String, String> cache = grid.cache(i, name);
                writers.add(executor.submit((Callable<Void>) () -> {
                    while (!stop.get()) {
                        try {
                            write(cache);
                            writes.incrementAndGet();
                        } catch (WriteUnknownException e) {
                            unknown.incrementAndGet();
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    }
                    return null;
                }));
            }
            for (int round = 0; round < 2; round++) {
                grid.add();
                grid.awaitMembers(4);
                long until = writes.get() + 500;
                await().atMost(Duration.ofSeconds(30)).until(() -> writes.get() > until);
                grid.stop(3);
                grid.awaitMembers(3);
            }
            grid.add();
            grid.awaitMembers(4);
            stop.set(true);
            for (Future<Void> writer : writers) {
                writer.get();
            }
            executor.shutdown();

            List<Cache<String, String>> members = members(grid, 4, name);
            await().until(() -> members.stream().allMatch(Copies::idle));
            assertThat(failures).isEmpty();
            assertThat(writes.get()).isGreaterThan(1000);
            /* That of a condition is, if its primary leaves after it has sent the state. */
            assertThat(unknown.get()).isLessThan(writes.get() / 100);
            await().untilAsserted(() -> assertThat(unlike(members)).isEmpty());
        }
    }

    private static void write(Cache<String, String> cache) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String key = "key-" + random.nextInt(40);
        String value = Long.toString(random.nextLong());
        switch (random.nextInt(6)) {
            case 0 -> cache.remove(key);
            case 1 -> cache.compute(key, (SerializableBiFunction<String, String, String>) (k, old) -> old + "+");
            case 2 -> cache.putAll(Map.of(key, value, "key-" + random.nextInt(40, 80), value));
            case 3 -> cache.putIfAbsent(key, value);
            default -> cache.put(key, value);
        }
    }

    /** Keys whose owners do not hold the same, with their copies. */
    private static Map<String, List<Copy>> unlike(List<Cache<String, String>> members) {
        Map<String, List<Copy>> unlike = new TreeMap<>();
        for (int i = 0; i < 80; i++) {
            List<Copy> copies = Copies.ofOwners(members, "key-" + i);
            if (copies.stream()
                            .map(copy -> copy.value() + "@" + copy.version())
                            .distinct()
                            .count()
                    > 1) {
                unlike.put("key-" + i, copies);
            }
        }
        return unlike;
    }

    private static Map<String, Copy> writeAndDelete(Cache<String, String> cache) {
        List<String> keys = IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList();
        keys.forEach(key -> cache.put(key, "older"));
        for (int i = 0; i < KEYS; i++) {
            if (i % 3 == 0) {
                cache.remove(keys.get(i));
            } else {
                cache.put(keys.get(i), "newer");
            }
        }
        Map<String, Copy> copies = new TreeMap<>();
        keys.forEach(key -> copies.put(key, Copies.at(cache, key)));
        assertThat(copies.values()).allSatisfy(copy -> assertThat(copy.newest()).isGreaterThan(Version.NONE));
        return copies;
    }

    private static List<Cache<String, String>> members(LocalGrid grid, int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(i -> grid.<String, String>cache(i, name))
                .toList();
    }
}
