package io.spandrel.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Calls;
import io.spandrel.grid.ReadPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.context.Flag;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each read of a single key counts on the path that answered it, on the member that was asked, and on no other. */
class ReadPathsIT {

    private static final String CACHES = """
            <distributed-cache name="memory" owners="2" segments="16" statistics="true">
              <grid:eviction policy="lru" max-count="1000"/>
            </distributed-cache>
            <distributed-cache name="stored" owners="1" segments="16" statistics="true">
              <persistence><file-store purge="true">
                <data path="%1$s/{member}/data"/><index path="%1$s/{member}/index"/>
              </file-store></persistence>
              <grid:negative-lookup remote="never" audit-rate="0"/>
            </distributed-cache>
            <distributed-cache name="copied" owners="1" segments="16" statistics="true">
              <grid:negative-lookup remote="always" audit-rate="0"/>
            </distributed-cache>
            <replicated-cache name="replicated" segments="16" statistics="true">
              <grid:eviction policy="lru" max-count="1000"/>
            </replicated-cache>
            """;

    @TempDir
    static Path directory;

    private static LocalGrid members;

    @BeforeAll
    static void start() {
        members = LocalGrid.start(3, CACHES.formatted(directory));
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Test
    void paths_areOnlyThoseThatTheCacheHas() {
        assertThat(counts("memory").keySet()).containsExactly(ReadPath.MEMORY, ReadPath.MEMBER, ReadPath.MISSED);
        assertThat(counts("stored").keySet()).containsExactly(ReadPath.values());
        assertThat(counts("copied").keySet())
                .containsExactly(ReadPath.MEMORY, ReadPath.MEMBER, ReadPath.ABSENT, ReadPath.MISSED);
        assertThat(counts("replicated").keySet()).containsExactly(ReadPath.MEMORY, ReadPath.MISSED);
    }

    @Test
    void memory_ownKey() {
        String key = ownKey("memory", "held");
        members.cache(0, "memory").put(key, "value");

        countsOne("memory", ReadPath.MEMORY, key);
    }

    @Test
    void member_keyOfOthers() {
        String key = othersKey("memory", "held");
        members.cache(0, "memory").put(key, "value");

        countsOne("memory", ReadPath.MEMBER, key);
    }

    @Test
    void missed_absentKeys() {
        countsOne("memory", ReadPath.MISSED, ownKey("memory", "absent"));
        countsOne("memory", ReadPath.MISSED, othersKey("memory", "absent"));
        countsOne("replicated", ReadPath.MISSED, "absent");
    }

    @Test
    void memory_replicatedCache() {
        members.cache(1, "replicated").put("key", "value");

        countsOne("replicated", ReadPath.MEMORY, "key");
    }

    /* Evicted from memory by the user's word, and loaded by the read: the next one finds it in memory. */
    @Test
    void store_ownKeyThatIsNotInMemory_thenMemory() {
        String key = ownKey("stored", "evicted");
        members.cache(0, "stored").put(key, "value");
        members.cache(0, "stored").evict(key);

        countsOne("stored", ReadPath.STORE, key);
        countsOne("stored", ReadPath.MEMORY, key);
    }

    /* The owner reads its store for the one that asks: no read of the owner's. */
    @Test
    void member_keyInTheStoreOfAnother_countsOnlyWhereItIsAskedFor() {
        String key = othersKey("stored", "evicted");
        members.cache(0, "stored").put(key, "value");
        int owner = owner("stored", key);
        members.cache(owner, "stored").evict(key);
        Map<ReadPath, Long> ofOwner = counts(owner, "stored");

        countsOne("stored", ReadPath.MEMBER, key);

        assertThat(counts(owner, "stored")).isEqualTo(ofOwner);
    }

    @Test
    void absent_ownKeyThatTheFilterExcludes() {
        await().until(() ->
                Objects.requireNonNull(members.grid(0).cache("stored").report().filter())
                                .rebuilding()
                        == 0);

        countsOne("stored", ReadPath.ABSENT, ownKey("stored", "absent"));
    }

    @Test
    void absent_keyThatTheCopyOfAnothersFilterExcludes() {
        String absent = othersKey("copied", "absent");
        await().until(() -> {
            members.cache(0, "copied").get(absent);
            return counts("copied").get(ReadPath.ABSENT) > 0;
        });

        countsOne("copied", ReadPath.ABSENT, absent);
    }

    @Test
    void write_thatLoads_andReadWithoutStatistics_countNothing() {
        String key = ownKey("stored", "written");
        Map<ReadPath, Long> before = counts("stored");

        members.cache(0, "stored").put(key, "value");
        members.cache(0, "stored").putIfAbsent(key, "other");
        members.cache(0, "stored").evict(key);
        members.cache(0, "stored")
                .getAdvancedCache()
                .withFlags(Flag.SKIP_STATISTICS)
                .get(key);

        assertThat(counts("stored")).isEqualTo(before);
    }

    private static void countsOne(String cache, ReadPath path, String key) {
        Map<ReadPath, Long> before = counts(cache);

        members.cache(0, cache).get(key);

        Map<ReadPath, Long> now = counts(cache);
        before.forEach((each, count) ->
                assertThat(now.get(each) - count).as(each.name()).isEqualTo(each == path ? 1 : 0));
        assertThat(now.values().stream().mapToLong(count -> count).sum())
                .isEqualTo(report(0, cache).reads().count());
    }

    private static String ownKey(String cache, String prefix) {
        return keys(prefix)
                .filter(key -> topology(cache).getDistribution(key).isPrimary())
                .findFirst()
                .orElseThrow();
    }

    private static String othersKey(String cache, String prefix) {
        return keys(prefix)
                .filter(key -> !topology(cache).getDistribution(key).isReadOwner())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> keys(String prefix) {
        return IntStream.range(0, 1_000).mapToObj(i -> prefix + "-" + i);
    }

    private static Map<ReadPath, Long> counts(String cache) {
        return counts(0, cache);
    }

    private static Map<ReadPath, Long> counts(int member, String cache) {
        return report(member, cache).readPaths();
    }

    private static Calls report(int member, String cache) {
        return Objects.requireNonNull(members.grid(member).cache(cache).report().calls())
                .sinceStart();
    }

    private static int owner(String cache, String key) {
        return IntStream.range(0, 3)
                .filter(member -> topology(member, cache).getDistribution(key).isPrimary())
                .findFirst()
                .orElseThrow();
    }

    private static LocalizedCacheTopology topology(String cache) {
        return topology(0, cache);
    }

    private static LocalizedCacheTopology topology(int member, String cache) {
        return members.cache(member, cache)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology();
    }
}
