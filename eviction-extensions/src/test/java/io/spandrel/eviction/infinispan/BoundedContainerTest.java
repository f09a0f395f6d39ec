package io.spandrel.eviction.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.eviction.infinispan.Members.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntriesEvicted;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryActivated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryPassivated;
import org.infinispan.notifications.cachelistener.event.CacheEntriesEvictedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryActivatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryPassivatedEvent;
import org.infinispan.stats.Stats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedContainerTest {

    @TempDir
    Path stores;

    private Members local() {
        Members members = new Members(false, stores);
        members.join();
        return members;
    }

    private static void fill(Cache<String, String> cache, int entries) {
        IntStream.range(0, entries).forEach(i -> cache.put("k" + i, "v" + i));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void evict_withPassivation_listenersStoreAndStatisticsAsInfinispans(boolean encoded) {
        try (Members members = local()) {
            ConfigurationBuilder ours = Members.kind(CacheMode.LOCAL, Store.PASSIVATION, encoded);
            members.start("ours", ours.build(), Members.entries("lru", 10));
            ConfigurationBuilder theirs = Members.kind(CacheMode.LOCAL, Store.PASSIVATION, encoded);
            theirs.memory().maxCount(10).whenFull(EvictionStrategy.REMOVE);
            members.start("theirs", theirs.build(), null);

            Story mine = story(members.cache(0, "ours"));
            Story plain = story(members.cache(0, "theirs"));

            assertThat(mine).isEqualTo(plain);
            assertThat(mine.evictions).isEqualTo(30);
        }
    }

    /** Numbers only: which entries leave is the policies' own business. */
    private record Story(
            int evicted, int passivated, int activated, long evictions, int inMemory, int total, long capacity) {}

    private static Story story(Cache<String, String> cache) {
        Events events = new Events();
        cache.addListener(events);
        fill(cache, 40);
        await().atMost(10, TimeUnit.SECONDS).until(() -> events.evicted.size() == 30);
        await().atMost(10, TimeUnit.SECONDS).until(() -> events.passivated.size() == 30);
        Set<String> keys = new TreeSet<>(events.evicted);
        assertThat(keys).allMatch(key -> key.startsWith("k"));
        assertThat(events.passivated).isEqualTo(events.evicted);
        Stats stats = cache.getAdvancedCache().getStats();
        long evictions = stats.getEvictions();
        assertThat(cache.get(keys.iterator().next())).isNotNull();
        await().atMost(10, TimeUnit.SECONDS).until(() -> events.activated.size() == 1);
        return new Story(
                keys.size(),
                30,
                1,
                evictions,
                cache.getAdvancedCache().getDataContainer().sizeIncludingExpired(),
                cache.size(),
                cache.getAdvancedCache().getDataContainer().capacity());
    }

    /** Collects keys by event. */
    @Listener
    public static final class Events {

        final Set<String> evicted = new ConcurrentSkipListSet<>();
        final Set<String> passivated = new ConcurrentSkipListSet<>();
        final Set<String> activated = new ConcurrentSkipListSet<>();

        @CacheEntriesEvicted
        public void evicted(CacheEntriesEvictedEvent<String, String> event) {
            evicted.addAll(event.getEntries().keySet());
        }

        @CacheEntryPassivated
        public void passivated(CacheEntryPassivatedEvent<String, String> event) {
            if (event.isPre()) {
                passivated.add(event.getKey());
            }
        }

        @CacheEntryActivated
        public void activated(CacheEntryActivatedEvent<String, String> event) {
            if (!event.isPre()) {
                activated.add(event.getKey());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CacheMode.class,
            names = {"LOCAL", "DIST_SYNC", "REPL_SYNC"})
    void get_anyMode_countsAsHit(CacheMode mode) {
        try (Members members = new Members(mode.isClustered(), stores)) {
            members.join();
            members.start("c", Members.kind(mode, Store.NONE, true).build(), Members.entries("lru", 10));
            Cache<String, String> cache = members.cache(0, "c");
            fill(cache, 10);

            cache.get("k0");
            fill(members.cache(0, "c"), 0);
            cache.put("new", "v");

            assertThat(cache).containsKey("k0").doesNotContainKey("k1").hasSize(10);
        }
    }

    @Test
    void bytes_encodedCache_boundHoldsAndResizes() {
        try (Members members = local()) {
            ContainerSettings settings =
                    new ContainerSettings("s3-fifo", List.of(), 20_000, true, Long.MAX_VALUE, false, Duration.ZERO);
            members.start("c", Members.kind(CacheMode.LOCAL, Store.NONE, true).build(), settings);
            Cache<String, String> cache = members.cache(0, "c");
            EvictionHandle handle = members.handle(0, "c");

            fill(cache, 500);
            assertThat(handle.size()).isBetween(15_000L, 20_000L);
            assertThat(handle.inBytes()).isTrue();

            handle.resize(5_000);

            assertThat(handle.size()).isBetween(3_000L, 5_000L);
            assertThat(handle.bound()).isEqualTo(5_000);
            assertThat(handle.evictions()).isEqualTo(500 - cache.size());
            Members.container(cache).checkInvariants();
        }
    }

    @Test
    void bytes_objectsStoredAsTheyAre_refusedWithTheWayOut() {
        try (Members members = local()) {
            ContainerSettings settings =
                    new ContainerSettings("lru", List.of(), 20_000, true, Long.MAX_VALUE, false, Duration.ZERO);

            assertThatThrownBy(() -> members.start(
                            "c",
                            Members.kind(CacheMode.LOCAL, Store.NONE, false).build(),
                            settings))
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining("eviction.max-size counts bytes as stored");
        }
    }

    @Test
    void start_impossibleCombinations_refused() {
        try (Members members = local()) {
            ConfigurationBuilder offHeap = new ConfigurationBuilder();
            offHeap.memory().storage(StorageType.OFF_HEAP);

            assertThatThrownBy(() -> members.start("o", offHeap.build(), Members.entries("lru", 10)))
                    .hasStackTraceContaining("grid:eviction does not go together with memory storage=OFF_HEAP");
            assertThatThrownBy(
                            () -> members.start("p", new ConfigurationBuilder().build(), Members.entries("lruu", 10)))
                    .hasStackTraceContaining("was lruu; nearest: lru");
        }
    }

    @Test
    void expiration_removesFromPolicyToo() {
        try (Members members = local()) {
            members.start("c", Members.kind(CacheMode.LOCAL, Store.NONE, false).build(), Members.entries("clock", 100));
            Cache<String, String> cache = members.cache(0, "c");
            IntStream.range(0, 50).forEach(i -> cache.put("k" + i, "v", 1, TimeUnit.MILLISECONDS));
            fill(cache, 10);

            await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
                cache.getAdvancedCache().getExpirationManager().processExpiration();
                assertThat(members.handle(0, "c").entries()).isEqualTo(10);
            });

            Members.container(cache).checkInvariants();
        }
    }

    @Test
    void interval_backgroundCycle_bringsCacheWithinBound() {
        try (Members members = local()) {
            ContainerSettings settings =
                    new ContainerSettings("lru", List.of(), 100, false, Long.MAX_VALUE, false, Duration.ofMillis(20));
            members.start("c", Members.kind(CacheMode.LOCAL, Store.NONE, false).build(), settings);
            EvictionHandle handle = members.handle(0, "c");

            fill(members.cache(0, "c"), 300);
            assertThat(handle.entries()).isLessThanOrEqualTo(110);

            await().atMost(10, TimeUnit.SECONDS).until(() -> handle.entries() == 100);
            handle.close();
        }
    }

    @Test
    void evictNow_withinBound_completesWithNothingEvicted() throws Exception {
        try (Members members = local()) {
            members.start("c", Members.kind(CacheMode.LOCAL, Store.NONE, false).build(), Members.entries("lru", 10));

            assertThat(members.handle(0, "c").evictNow().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isZero();
        }
    }

    @Test
    void restart_localCache_startsEmptyWithTheSameBound() {
        try (Members members = local()) {
            members.start("c", Members.kind(CacheMode.LOCAL, Store.NONE, false).build(), Members.entries("lru", 10));
            Cache<String, String> cache = members.cache(0, "c");
            fill(cache, 20);

            cache.stop();
            cache.start();
            assertThat(cache).isEmpty();
            fill(cache, 20);

            assertThat(cache).hasSize(10);
            assertThat(members.handle(0, "c").entries()).isEqualTo(10);
        }
    }

    @Test
    void preload_moreThanFits_keepsBound() {
        try (Members members = local()) {
            ConfigurationBuilder builder = Members.kind(CacheMode.LOCAL, Store.NONE, false);
            builder.persistence().addSoftIndexFileStore().preload(true);
            members.start("c", builder.build(), Members.entries("lru", 10));
            Cache<String, String> cache = members.cache(0, "c");
            fill(cache, 30);

            cache.stop();
            cache.start();

            assertThat(members.handle(0, "c").entries()).isBetween(1L, 10L);
            assertThat(cache).hasSize(30);
            Members.container(cache).checkInvariants();
        }
    }

    @Test
    void join_andLeave_segmentsMoveAndNothingIsLost() {
        try (Members members = new Members(true, stores)) {
            members.join();
            members.join();
            ConfigurationBuilder builder = Members.kind(CacheMode.DIST_SYNC, Store.NONE, true);
            members.start("c", builder.build(), Members.entries("s3-fifo", 1_000));
            fill(members.cache(0, "c"), 300);

            members.join().defineConfiguration("c", builder.build());
            members.cache(2, "c");
            await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
                assertThat(IntStream.range(0, 3)
                                .mapToLong(i -> members.handle(i, "c").entries())
                                .sum())
                        .isEqualTo(600);
                assertThat(members.handle(2, "c").entries()).isPositive();
            });
            members.all().get(2).stop();

            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(IntStream.range(0, 2)
                                    .mapToLong(i -> members.handle(i, "c").entries())
                                    .sum())
                            .isEqualTo(600));
            IntStream.range(0, 300)
                    .forEach(i -> assertThat(members.cache(0, "c").get("k" + i)).isEqualTo("v" + i));
            Members.container(members.cache(0, "c")).checkInvariants();
            Members.container(members.cache(1, "c")).checkInvariants();
        }
    }
}
