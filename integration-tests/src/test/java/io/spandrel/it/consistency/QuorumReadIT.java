package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.configuration.RemoteFilters;
import io.spandrel.configuration.Spandrel;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners hold different things under a key: what a read at a level above one finds, wherever it starts. */
class QuorumReadIT {

    /* Half of what a read of the cache "three" waits for an owner. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MEMBERS = 3;
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="one" owners="3"><grid:consistency write="ALL" read="ONE"/></distributed-cache>
                <distributed-cache name="two" owners="2"><grid:consistency write="ALL" read="QUORUM" read-repair="off"/></distributed-cache>
                <distributed-cache name="three" owners="3" remote-timeout="60000">
                  <grid:consistency write="ALL" read="QUORUM" slow-member-threshold="50ms" read-repair="off"/>
                </distributed-cache>
                <distributed-cache name="all" owners="3" remote-timeout="700">
                  <grid:consistency write="ALL" read="ALL" read-repair="off"/>
                </distributed-cache>
                <replicated-cache name="everywhere"><grid:consistency write="ALL" read="QUORUM" read-repair="off"/></replicated-cache>
                <distributed-cache name="filtered" owners="2">
                  <grid:consistency write="ALL" read="QUORUM" read-repair="off"/><grid:negative-lookup audit-rate="1"/>
                </distributed-cache>
                """);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    static Stream<Arguments> everyReadInEveryCache() {
        return Stream.of("two", "three", "all", "everywhere", "filtered")
                .flatMap(cache -> Stream.of(ReadKind.values()).map(kind -> Arguments.of(cache, kind)));
    }

    @Test
    void filters_membersAskForWhatIsAbsent_areNotCopied() {
        for (int i = 0; i < 1000; i++) {
            assertThat(grid.cache(i % MEMBERS, "filtered").get("absent-" + i)).isNull();
        }
        for (int member = 0; member < MEMBERS; member++) {
            FilterReport report = grid.grid(member).cache("filtered").report().filter();
            assertThat(report.copies()).isNull();
            assertThat(report.auditFailures()).isZero();
        }
    }

    @Test
    void start_copiesOfFiltersAreDemanded_isRefused() {
        EmbeddedCacheManager member = grid.manager(0);
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.DIST_SYNC);
        Spandrel.cache(cache).consistency();
        Spandrel.cache(cache).negativeLookup().remote(RemoteFilters.ALWAYS);

        assertThatThrownBy(() -> member.createCache("always", cache.build()))
                .hasStackTraceContaining("remote=\"always\" does not go together with grid:consistency");
    }

    @ParameterizedTest
    @MethodSource("everyReadInEveryCache")
    void read_oneOwnerBehind_findsTheNewestValueFromEveryMember(String name, ReadKind kind) {
        for (boolean primaryBehind : new boolean[] {true, false}) {
            String key = start(name);
            for (Cache<String, String> owner : ownersBut(name, key, primaryBehind)) {
                Copies.put(owner, key, "newer", Copies.newer(members(name), key));
            }

            assertThat(readEverywhere(name, kind, key)).containsOnly("newer");
        }
    }

    @ParameterizedTest
    @MethodSource("everyReadInEveryCache")
    void read_oneOwnerHasNotHeardOfTheDelete_findsNothingFromEveryMember(String name, ReadKind kind) {
        for (boolean primaryBehind : new boolean[] {true, false}) {
            String key = start(name);
            long deleted = Copies.newer(members(name), key);
            for (Cache<String, String> owner : ownersBut(name, key, primaryBehind)) {
                Copies.remove(owner, key, deleted);
            }

            assertThat(readEverywhere(name, kind, key)).containsOnlyNulls();
        }
    }

    @ParameterizedTest
    @MethodSource("everyReadInEveryCache")
    void read_absentKey_findsNothing(String name, ReadKind kind) {
        assertThat(readEverywhere(name, kind, "absent")).containsOnlyNulls();
    }

    /** So that the others show something: at ONE each owner tells what it has itself. */
    @Test
    void readAtOne_ownersDiffer_findsWhatTheOwnerHas() {
        String key = start("one");
        for (Cache<String, String> owner : ownersBut("one", key, true)) {
            Copies.put(owner, key, "newer", Copies.newer(members("one"), key));
        }

        assertThat(readEverywhere("one", ReadKind.GET, key)).containsOnly("newer", "start");
    }

    @Test
    void readAtAll_oneOfThreeHasTheNewest_findsIt() {
        String key = start("all");
        Copies.put(ownersBut("all", key, true).get(0), key, "newer", Copies.newer(members("all"), key));

        assertThat(readEverywhere("all", ReadKind.GET, key)).containsOnly("newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void containsKey_differsByOwner_goesByTheNewest(String name) {
        String key = start(name);
        long deleted = Copies.newer(members(name), key);
        ownersBut(name, key, true).forEach(owner -> Copies.remove(owner, key, deleted));

        assertThat(members(name)).noneMatch(member -> member.containsKey(key));
    }

    @Test
    void getAll_ofKeysThatDiffer_findsTheNewestOfEach() {
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            String key = start("three");
            expected.put(key, "newer-" + i);
            for (Cache<String, String> owner : ownersBut("three", key, i % 2 == 0)) {
                Copies.put(owner, key, "newer-" + i, Copies.newer(members("three"), key));
            }
        }

        for (Cache<String, String> member : members("three")) {
            assertThat(member.getAdvancedCache().getAll(Set.copyOf(expected.keySet())))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "all", "everywhere"})
    void entry_withLifespanAndMaxIdle_keepsThem(String name) {
        String key = "mortal-" + KEYS.incrementAndGet();
        cache(0, name).put(key, "mortal", 2, TimeUnit.HOURS, 1, TimeUnit.HOURS);

        for (Cache<String, String> member : members(name)) {
            CacheEntry<String, String> entry = member.getAdvancedCache().getCacheEntry(key);
            assertThat(entry.getLifespan()).isEqualTo(Duration.ofHours(2).toMillis());
            assertThat(entry.getMaxIdle()).isEqualTo(Duration.ofHours(1).toMillis());
            assertThat(entry.getCreated()).isPositive();
        }
    }

    /** The older copies do not expire: they must not be found in the place of what has expired. */
    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void entry_expired_isNotReplacedByAnOlderOne(String name) {
        String key = start(name);
        cache(0, name).put(key, "mortal", 30, TimeUnit.MILLISECONDS);

        await().until(() -> readEverywhere(name, ReadKind.GET, key).stream().allMatch(value -> value == null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void entry_idle_expiresUnlessItIsRead(String name) {
        String key = "idle-" + KEYS.incrementAndGet();
        cache(0, name).put(key, "idle", -1, TimeUnit.HOURS, 50, TimeUnit.MILLISECONDS);

        await().until(() -> cache(1, name).get(key) == null);
        assertThat(readEverywhere(name, ReadKind.GET, key)).containsOnlyNulls();
    }

    /* An owner that was silent in another test a moment ago is not among those asked first: so until it is asked. */
    @Test
    void read_oneOwnerSilent_asksTheNextInItsPlace() {
        String key = start("three");
        Cache<String, String> reader = Copies.primary(members("three"), key);
        long speculative = Rounds.of(reader).reads().speculative();
        try (Silence silent = Silence.of(askedSecond("three", key))) {
            await().atMost(PATIENCE).until(() -> {
                assertThat(reader.get(key)).isEqualTo("start");
                return Rounds.of(reader).reads().speculative() > speculative;
            });

            assertThat(Rounds.of(reader).reads().speculative()).isEqualTo(speculative + 1);
            assertThat(silent.swallowed()).isPositive();
        }
    }

    @Test
    void read_tooFewOwnersAnswer_failsAndNamesThem() {
        String key = start("all");
        Cache<String, String> reader = Copies.primary(members("all"), key);
        Cache<String, String> other = ownersBut("all", key, true).get(0);
        String name = other.getCacheManager()
                .getCacheManagerConfiguration()
                .transport()
                .nodeName();
        try (Silence silent = Silence.of(other)) {
            assertThatThrownBy(() -> reader.get(key))
                    .isInstanceOfSatisfying(
                            ReadUnavailableException.class,
                            failure -> assertThat(failure.unreachable()).containsExactly(name))
                    .hasMessageContaining("'all' at ALL")
                    .hasMessageContaining("[" + name + "] did not");
            assertThat(silent.swallowed()).isPositive();
        }

        assertThat(Rounds.of(reader).reads().unavailable()).isOne();
        assertThat(reader.get(key)).isEqualTo("start");
    }

    private static String start(String name) {
        String key = "key-" + KEYS.incrementAndGet();
        cache(0, name).put(key, "start");
        return key;
    }

    /** The backup that the primary asks first. */
    private static Cache<String, String> askedSecond(String name, String key) {
        Address backup = Copies.primary(members(name), key)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology()
                .getDistribution(key)
                .readOwners()
                .get(1);
        return members(name).stream()
                .filter(member -> member.getCacheManager().getAddress().equals(backup))
                .findFirst()
                .orElseThrow();
    }

    /** All owners of a key but one: the primary, or the last backup. */
    private static List<Cache<String, String>> ownersBut(String name, String key, boolean primary) {
        List<Cache<String, String>> owners = members(name).stream()
                .filter(member -> Copies.isOwner(member, key))
                .toList();
        Cache<String, String> left = primary
                ? Copies.primary(members(name), key)
                : owners.stream()
                        .filter(owner -> !Copies.isPrimary(owner, key))
                        .reduce((first, second) -> second)
                        .orElseThrow();
        return owners.stream().filter(owner -> owner != left).toList();
    }

    private static List<String> readEverywhere(String name, ReadKind kind, String key) {
        return members(name).stream().map(member -> kind.read(member, key)).toList();
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> cache(i, name)).toList();
    }
}
