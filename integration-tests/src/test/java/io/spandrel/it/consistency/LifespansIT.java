package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.it.cluster.LocalGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.context.Flag;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lifespan ends at the same millisecond on all owners. */
class LifespansIT {

    private static final int MEMBERS = 3;
    private static final int KEYS_OF_A_KIND = 3;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final AtomicInteger KEYS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        String elements = "<expiration lifespan=\"" + HOUR + "\" interval=\"-1\"/><grid:consistency write=\"ALL\"/>";
        grid = LocalGrid.start(MEMBERS, """
                <replicated-cache name="memory">%1$s</replicated-cache>
                <distributed-cache name="bounded" owners="2">
                  %1$s<grid:eviction policy="lru" max-count="10000"/>
                </distributed-cache>
                <replicated-cache name="stored">
                  %1$s
                  <persistence><file-store path="%2$s/{member}/stored"/></persistence>
                </replicated-cache>
                """.formatted(elements, directory));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"REMOVE.*", ".*TO_NULL", "CLEAR"})
    void anyWrite_ofALifespan_countsFromItsVersionOnAllOwners(WriteKind kind) {
        for (boolean present : new boolean[] {false, true}) {
            for (int i = 0; i < KEYS_OF_A_KIND && kind.canStart(present); i++) {
                String key = key();
                if (present) {
                    cache(i % MEMBERS, "stored").put(key, "start", HOUR / 2, TimeUnit.MILLISECONDS);
                }

                kind.write(cache(i % MEMBERS, "stored"), key);

                assertCountsFromItsVersion("stored", key);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "bounded", "stored"})
    void send_overAnOlderValue_doesNotBeginAnew(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        List<Cache<String, String>> owners = owners(name, key);
        Cache<String, String> sender = owners.get(0);
        sender.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL).put(key, "newer", 1, TimeUnit.HOURS);
        long written = Copies.entry(sender, key).getCreated();
        await().until(() -> System.currentTimeMillis() > written);

        for (Cache<String, String> receiver : owners.subList(1, owners.size())) {
            ComponentRegistry.componentOf(sender, Repairs.class)
                    .send(receiver.getCacheManager().getAddress(), key)
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }

        assertCountsFromItsVersion(name, key);
    }

    /* What is idle since 1970 would be over at once. */
    @Test
    void put_ofALifespanAndIdleTime_isUsedWhenItIsWritten() {
        String key = key();

        cache(0, "memory").put(key, "value", 1, TimeUnit.HOURS, 1, TimeUnit.MINUTES);

        assertThat(owners("memory", key))
                .hasSize(MEMBERS)
                .allMatch(owner -> "value".equals(owner.get(key)))
                .allMatch(owner -> Copies.entry(owner, key).getCreated()
                        == Version.millis(Copies.at(owner, key).version()));
    }

    private static void assertCountsFromItsVersion(String name, String key) {
        List<Cache<String, String>> owners = owners(name, key);
        assertThat(owners).hasSizeGreaterThan(1);
        for (Cache<String, String> owner : owners) {
            InternalCacheEntry<String, String> entry = Copies.entry(owner, key);
            long written = Version.millis(Copies.at(owner, key).version());
            assertThat(entry).as(key).isNotNull();
            if (entry.getLifespan() >= 0) {
                assertThat(entry.getCreated()).as(key).isEqualTo(written);
                if (name.equals("stored")) {
                    assertThat(Copies.load(owner, key).created()).as(key).isEqualTo(written);
                }
            }
        }
    }

    private static List<Cache<String, String>> owners(String name, String key) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(member -> cache(member, name))
                .filter(member -> Copies.isOwner(member, key))
                .toList();
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }
}
