package io.spandrel.eviction.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.eviction.infinispan.Members.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random operations on caches of every kind against a plain map: a cache never answers a value that was not the last
 * one written, loses nothing where a store stands behind it, and stays within its bound.
 */
class OracleTest {

    private static final int KEYS = 60;
    private static final int BOUND = 20;
    private static final int STEPS = Boolean.getBoolean("spandrel.test.stress") ? 100_000 : 1_500;
    private static final long SEED = Long.getLong("spandrel.test.seed", System.nanoTime());

    @TempDir
    Path stores;

    static Stream<Arguments> kinds() {
        return Stream.of(CacheMode.LOCAL, CacheMode.DIST_SYNC, CacheMode.REPL_SYNC)
                .flatMap(mode -> Stream.of(Store.values())
                        .flatMap(store -> Stream.of(false, true).map(encoded -> Arguments.of(mode, store, encoded))));
    }

    @ParameterizedTest(name = "{0} {1} encoded={2}")
    @MethodSource("kinds")
    void operations_anyKindOfCache_agreeWithMap(CacheMode mode, Store store, boolean encoded) {
        String policy = new String[] {"lru", "clock", "s3-fifo"}[mode.ordinal() % 3];
        try (Members members = new Members(mode.isClustered(), stores)) {
            members.join();
            if (mode.isClustered()) {
                members.join();
                members.join();
            }
            members.start("c", Members.kind(mode, store, encoded).build(), Members.entries(policy, BOUND));

            operate(members, new Random(SEED), store != Store.NONE, mode.isClustered() && store == Store.NONE);

            for (DefaultCacheManager manager : members.all()) {
                await().atMost(10, TimeUnit.SECONDS)
                        .untilAsserted(
                                () -> Members.container(manager.getCache("c")).checkInvariants());
                assertThat(Members.container(manager.getCache("c")).sizeIncludingExpired())
                        .as("seed %d", SEED)
                        .isLessThanOrEqualTo(BOUND);
            }
        }
    }

    /*
     * Without a store a remove whose primary has evicted the entry does not reach the backups, with Infinispan's own
     * container as with ours: then the last value written may show again.
     */
    private static void operate(Members members, Random random, boolean durable, boolean removesMayMiss) {
        Map<String, String> model = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            Cache<String, String> cache =
                    members.cache(random.nextInt(members.all().size()), "c");
            String key = "k" + random.nextInt(KEYS);
            String value = "v" + step;
            switch (random.nextInt(100)) {
                case 0 -> {
                    cache.clear();
                    model.clear();
                }
                case 1, 2, 3, 4, 5, 6, 7, 8 -> {
                    cache.remove(key);
                    if (!removesMayMiss) {
                        model.remove(key);
                    }
                }
                case 9, 10, 11 -> {
                    cache.compute(key, (k, old) -> value);
                    model.put(key, value);
                }
                case 12, 13, 14 -> cache.evict(key);
                default -> {
                    if (random.nextInt(3) == 0) {
                        cache.put(key, value);
                        model.put(key, value);
                    } else {
                        check(cache.get(key), model.get(key), durable, key, step);
                    }
                }
            }
        }
    }

    private static void check(String actual, String expected, boolean durable, String key, int step) {
        if (actual != null || durable) {
            assertThat(actual).as("%s at step %d, seed %d", key, step, SEED).isEqualTo(expected);
        }
    }
}
