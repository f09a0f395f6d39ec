package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.persistence.manager.PersistenceManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners that do not hold the same are found by comparing them, and made to. */
class AntiEntropyIT {

    private static final int MEMBERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /* Who has joined compares; and again after a second where others were not heard yet. */
    private static final Duration UNTIL_REPEATED = Duration.ofMillis(1500);

    private static final AtomicInteger KEYS = new AtomicInteger();

    /* What a root takes when it is asked for and told: segment, digest, count, what was forgotten; and the last clear. */
    private static final long ROOT_BYTES = 4 + 8 + 4 + 8;

    private static final int MILLION = 1_000_000;

    /* What would be told of each key if all were compared: hash and digest, without the keys themselves. */
    private static final long FULL_BYTES = 16;

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        String elements = "<grid:consistency/><grid:anti-entropy interval=\"0\"/>";
        grid = LocalGrid.start(MEMBERS, """
                <replicated-cache name="memory">%1$s</replicated-cache>
                <distributed-cache name="two" owners="2">%1$s</distributed-cache>
                <replicated-cache name="stored">
                  %1$s
                  <persistence><file-store path="%2$s/{member}/stored"/></persistence>
                </replicated-cache>
                <replicated-cache name="checked">
                  <grid:consistency/><grid:anti-entropy interval="0" mode="check-only"/>
                </replicated-cache>
                <distributed-cache name="bounded" owners="2">
                  <grid:eviction policy="lru" max-count="10000"/>%1$s
                </distributed-cache>
                <replicated-cache name="often">
                  <grid:consistency/><grid:anti-entropy interval="200ms"/>
                </replicated-cache>
                <distributed-cache name="equal" owners="2">%1$s</distributed-cache>
                <replicated-cache name="paused">%1$s</replicated-cache>
                <replicated-cache name="untouched">%1$s</replicated-cache>
                <distributed-cache name="mortal" owners="2">%1$s</distributed-cache>
                <distributed-cache name="million" owners="2">%1$s</distributed-cache>
                """.formatted(elements, directory));
        await().atMost(PATIENCE)
                .during(UNTIL_REPEATED)
                .until(() -> grid.manager(0).getCacheNames().stream()
                        .filter(name -> !name.equals("often"))
                        .flatMap(name -> reports(name).stream())
                        .noneMatch(AntiEntropyReport::running));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "two", "stored"})
    void compareOwners_oneOwnerHoldsSomethingElse_allHoldTheNewest(String name) {
        fill(name, 500);
        Map<String, Copy> expected = new HashMap<>();
        Map<String, Long> before = differences(name);
        for (boolean atThePrimary : new boolean[] {true, false}) {
            String missing = put(name);
            long version = Copies.at(owner(name, missing, true), missing).version();
            lose(owner(name, missing, atThePrimary), missing);
            expected.put(missing, new Copy("value", version, Version.NONE));

            String newer = put(name);
            long newest = newVersion();
            Copies.put(owner(name, newer, atThePrimary), newer, "newer", newest);
            expected.put(newer, new Copy("newer", newest, Version.NONE));

            String deleted = put(name);
            long delete = newVersion();
            Copies.remove(owner(name, deleted, atThePrimary), deleted, delete);
            expected.put(deleted, new Copy(null, Version.NONE, delete));

            String unknown = key();
            long first = newVersion();
            Copies.remove(owner(name, unknown, atThePrimary), unknown, first);
            expected.put(unknown, new Copy(null, Version.NONE, first));
        }

        compare(name);

        expected.forEach((key, copy) -> assertThat(Copies.ofOwners(members(name), key))
                .as(key)
                .hasSizeGreaterThan(1)
                .allMatch(copy::equals));
        assertThat(since(before, differences(name)))
                .isEqualTo(Map.of("missing-value", 2L, "older-value", 2L, "surviving-value", 2L, "missing-delete", 2L));
        assertThat(sum(name, AntiEntropyReport::notRepaired)).isZero();
        assertThat(sum(name, AntiEntropyReport::repaired)).isEqualTo(8);
    }

    /* The whole exchange is one root for each segment and other owner. */
    @Test
    void compareOwners_equalOwners_exchangeRootsAlone() {
        fill("equal", 2_000);
        IntStream.range(0, 100).forEach(i -> cache(0, "equal").remove("filler-" + i));

        long keys = sum("equal", AntiEntropyReport::keys);
        long bytes = compare("equal");

        long segments =
                cache(0, "equal").getCacheConfiguration().clustering().hash().numSegments();
        assertThat(bytes).isBetween(segments * ROOT_BYTES, segments * (ROOT_BYTES + 8));
        assertThat(sum("equal", AntiEntropyReport::keys) - keys).isGreaterThanOrEqualTo(2_000);
    }

    @Test
    void compareOwners_fewDifferencesOfMany_exchangeLittle() {
        fill("equal", 2_000);
        long roots = compare("equal");
        String key = put("equal");
        Copies.put(owner("equal", key, false), key, "newer", newVersion());

        long bytes = compare("equal");

        assertThat(bytes - roots).isBetween(1L, 2_000L);
    }

    @Test
    void compareOwners_sameVersionOfAnotherLifespan_isToldAndNotRepaired() {
        String key = key();
        cache(0, "mortal").put(key, "value", 1, TimeUnit.HOURS);
        assertThat(compareFor("mortal")).isEmpty();
        Cache<String, String> backup = owner("mortal", key, false);
        long version = Copies.at(backup, key).version();
        lose(backup, key);
        Copies.put(backup, key, "value", version);

        assertThat(compareFor("mortal")).isEqualTo(Map.of("other-lifespan", 1L));

        assertThat(sum("mortal", AntiEntropyReport::notRepaired)).isEqualTo(1);
        assertThat(sum("mortal", AntiEntropyReport::repaired)).isZero();
    }

    /* A file store that reads keys from its index tells no versions, unless it reads values too. */
    @Test
    void compareOwners_entriesAreInTheStoresAlone_allHoldTheNewest() {
        Map<String, Copy> expected = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            String key = put("stored");
            long newest = newVersion();
            Copies.put(cache(i % MEMBERS, "stored"), key, "newer", newest);
            expected.put(key, new Copy("newer", newest, Version.NONE));
        }
        for (Cache<String, String> member : members("stored")) {
            expected.keySet().forEach(member::evict);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(expected.keySet()).allMatch(key -> isIndexed(member, key)));
        }

        assertThat(compareFor("stored")).isEqualTo(Map.of("older-value", 5L));

        expected.forEach((key, copy) ->
                assertThat(Copies.ofOwners(members("stored"), key)).containsOnly(copy));
        assertThat(compareFor("stored")).isEmpty();
    }

    private static boolean isIndexed(Cache<String, String> member, String key) {
        return Flowable.fromPublisher(ComponentRegistry.componentOf(member, PersistenceManager.class)
                                .<String, String>publishEntries(
                                        IntSets.immutableSet(Copies.segment(member, key)),
                                        key::equals,
                                        false,
                                        true,
                                        store -> true))
                        .blockingFirst()
                        .getInternalMetadata()
                == null;
    }

    /* Takes a minute, most of it to put the entries there. */
    @Test
    @EnabledIfSystemProperty(named = "spandrel.test.stress", matches = "true")
    void compareOwners_hundredDifferencesInAMillion_findsThemByLittle(TestReporter reporter) {
        Map<String, String> some = new HashMap<>();
        for (int i = 1; i <= MILLION; i++) {
            some.put("filler-" + i, "value");
            if (some.size() == 10_000) {
                cache(0, "million").putAll(some);
                some.clear();
            }
        }
        long idle = compare("million");
        long idleMillis = longestMillis("million");
        for (int i = 1; i <= 100; i++) {
            String key = "filler-" + i * 1_000;
            Copies.put(owner("million", key, i % 2 == 0), key, "newer", newVersion());
        }

        long bytes = compare("million");
        long millis = longestMillis("million");

        reporter.publishEntry(Map.of(
                "equal owners", idle + " bytes, " + idleMillis + " ms",
                "100 differences", bytes + " bytes, " + millis + " ms"));
        assertThat(differences("million")).isEqualTo(Map.of("older-value", 100L));
        assertThat(sum("million", AntiEntropyReport::repaired)).isEqualTo(100);
        assertThat(idle).isLessThan(100_000);
        assertThat(bytes).isLessThan(MILLION * FULL_BYTES / 100);
    }

    private static long longestMillis(String name) {
        return reports(name).stream()
                .mapToLong(report ->
                        Duration.between(report.began(), report.ended()).toMillis())
                .max()
                .orElseThrow();
    }

    @Test
    void compareOwners_checkOnly_tellsAndLeavesThemAsTheyAre() {
        String key = put("checked");
        long version = newVersion();
        Copies.put(cache(1, "checked"), key, "newer", version);

        compare("checked");

        assertThat(differences("checked")).isEqualTo(Map.of("older-value", 1L));
        assertThat(sum("checked", AntiEntropyReport::repaired)).isZero();
        assertThat(Copies.at(cache(0, "checked"), key).value()).isEqualTo("value");
        assertThat(Copies.at(cache(1, "checked"), key).value()).isEqualTo("newer");
    }

    @Test
    void checkOwners_ofACacheThatRepairs_tellsAndLeavesThemUntilItCompares() {
        String key = put("memory");
        Copies.put(cache(1, "memory"), key, "newer", newVersion());
        Map<String, Long> before = differences("memory");
        long repaired = sum("memory", AntiEntropyReport::repaired);

        run("memory", () -> get(grid.grid(0).cache("memory").checkOwners()));

        assertThat(since(before, differences("memory"))).isEqualTo(Map.of("older-value", 1L));
        assertThat(sum("memory", AntiEntropyReport::repaired)).isEqualTo(repaired);
        assertThat(Copies.at(cache(0, "memory"), key).value()).isEqualTo("value");
        assertThat(reports("memory"))
                .allSatisfy(report -> assertThat(report.reason()).isEqualTo("check"))
                .allSatisfy(report -> assertThat(report.complete()).isEqualTo(report.began()));

        compare("memory");
        assertThat(Copies.at(cache(0, "memory"), key).value()).isEqualTo("newer");
    }

    @Test
    void compareOwners_evictedByOneOwner_isNotBroughtBack() {
        String evicted = put("bounded");
        String older = put("bounded");
        lose(owner("bounded", evicted, false), evicted);
        long version = newVersion();
        Copies.put(owner("bounded", older, false), older, "newer", version);

        compare("bounded");

        assertThat(Copies.at(owner("bounded", evicted, false), evicted).value()).isNull();
        assertThat(Copies.ofOwners(members("bounded"), older))
                .allMatch(new Copy("newer", version, Version.NONE)::equals);
        assertThat(differences("bounded")).isEqualTo(Map.of("older-value", 1L));
    }

    @Test
    void compareOwners_writesUnderWay_areNoDifferences() {
        List<Cache<String, String>> caches = members("memory");
        Map<String, Long> before = differences("memory");
        fill("memory", 500);
        Thread writer = new Thread(() -> IntStream.range(0, 5_000)
                .forEach(i -> caches.get(i % MEMBERS).put("filler-" + i % 500, "rewritten " + i)));
        writer.start();

        compare("memory");
        join(writer);

        assertThat(since(before, differences("memory"))).isEmpty();
    }

    @Test
    void interval_over_comparesByItself() {
        String key = put("often");
        long version = newVersion();
        Copies.put(cache(1, "often"), key, "newer", version);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Copies.ofOwners(members("often"), key))
                        .allMatch(new Copy("newer", version, Version.NONE)::equals));
        assertThat(reports("often")).extracting(AntiEntropyReport::reason).containsOnly("interval");
    }

    @Test
    void members_haveJoined_haveComparedWithThoseThere() {
        assertThat(reports("untouched")).extracting(AntiEntropyReport::reason).containsExactly("", "rejoin", "rejoin");
        assertThat(reports("untouched").subList(1, MEMBERS))
                .allSatisfy(report -> assertThat(report.complete()).isNotNull());
    }

    @Test
    void pauseAntiEntropy_untilResumed_nothingIsCompared() {
        fill("paused", 10);
        await().atMost(PATIENCE).until(() -> reports("paused").stream().noneMatch(AntiEntropyReport::running));
        get(grid.grid(0).cache("paused").pauseAntiEntropy());
        long runs = sum("paused", AntiEntropyReport::runs);

        get(grid.grid(0).cache("paused").compareOwners());

        await().atMost(PATIENCE).until(() -> reports("paused").stream().allMatch(AntiEntropyReport::running));
        assertThat(reports("paused"))
                .allMatch(AntiEntropyReport::paused)
                .allMatch(report -> report.segmentsDone() == 0);
        get(grid.grid(0).cache("paused").resumeAntiEntropy());
        await().atMost(PATIENCE).until(() -> sum("paused", AntiEntropyReport::runs) >= runs + MEMBERS);
        assertThat(reports("paused")).noneMatch(AntiEntropyReport::paused);
    }

    /* The owners that are left lack what the one that is lost and another one had acknowledged. */
    @Test
    void members_oneIsLost_allOwnersThatAreLeftHoldTheNewest() {
        try (LocalGrid four = LocalGrid.start(4, """
                <distributed-cache name="three" owners="3">
                  <grid:consistency read-repair="off"/><grid:anti-entropy interval="0"/>
                </distributed-cache>
                """)) {
            List<String> keys = IntStream.range(0, 60).mapToObj(i -> key()).toList();
            for (String key : keys) {
                four.<String, String>cache(0, "three").put(key, "older");
                long newest = newVersion();
                IntStream.range(0, 4)
                        .mapToObj(member -> four.<String, String>cache(member, "three"))
                        .filter(cache -> Copies.isOwner(cache, key))
                        .limit(2)
                        .forEach(owner -> Copies.put(owner, key, "newer", newest));
            }

            four.stop(0);
            four.awaitMembers(3);

            List<Cache<String, String>> left = IntStream.range(0, 3)
                    .mapToObj(member -> four.<String, String>cache(member, "three"))
                    .toList();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys)
                            .allSatisfy(key -> assertThat(Copies.ofOwners(left, key))
                                    .hasSize(3)
                                    .extracting(Copy::value)
                                    .containsOnly("newer")));
            assertThat(four.grid(0).cache("three").report().antiEntropy().reason())
                    .isEqualTo("loss");
        }
    }

    private static void fill(String name, int keys) {
        Map<String, String> all = new HashMap<>();
        IntStream.range(0, keys).forEach(i -> all.put("filler-" + i, "value"));
        cache(0, name).putAll(all);
    }

    /** Has all members compare, waits until they have, and tells how many bytes that took. */
    private static long compare(String name) {
        long bytes = sum(name, AntiEntropyReport::bytes);
        run(name, () -> get(grid.grid(0).cache(name).compareOwners()));
        assertThat(reports(name))
                .allMatch(report -> report.notHeard().isEmpty())
                .allMatch(report -> report.failure() == null)
                .allMatch(report -> report.segments() == report.segmentsDone());
        return sum(name, AntiEntropyReport::bytes) - bytes;
    }

    /** Has all members run a comparison, and waits until they have. */
    private static void run(String name, Runnable begin) {
        long runs = sum(name, AntiEntropyReport::runs);
        begin.run();
        await().atMost(PATIENCE).until(() -> sum(name, AntiEntropyReport::runs) >= runs + MEMBERS);
    }

    /** The same, and tells what differed. */
    private static Map<String, Long> compareFor(String name) {
        Map<String, Long> before = differences(name);
        compare(name);
        return since(before, differences(name));
    }

    private static Map<String, Long> differences(String name) {
        Map<String, Long> all = new HashMap<>();
        reports(name)
                .forEach(report -> report.differences().forEach((cause, count) -> all.merge(cause, count, Long::sum)));
        return all;
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> more = new HashMap<>(now);
        before.forEach(
                (cause, count) -> more.merge(cause, -count, (one, other) -> one + other == 0 ? null : one + other));
        return more;
    }

    private static long sum(String name, ToLongFunction<AntiEntropyReport> what) {
        return reports(name).stream().mapToLong(what).sum();
    }

    private static List<AntiEntropyReport> reports(String name) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.grid(i).cache(name).report().antiEntropy())
                .map(Objects::requireNonNull)
                .toList();
    }

    /** An entry is gone as if it had never come; the last copies of a write come after it was acknowledged. */
    private static void lose(Cache<String, String> owner, String key) {
        await().atMost(PATIENCE).until(() -> Copies.at(owner, key).value() != null);
        ComponentRegistry.componentOf(owner, InternalDataContainer.class).remove(Copies.segment(owner, key), key);
        Copies.removeStored(owner, key);
    }

    private static String put(String name) {
        String key = key();
        cache(0, name).put(key, "value");
        return key;
    }

    private static Cache<String, String> owner(String name, String key, boolean primary) {
        return members(name).stream()
                .filter(cache -> Copies.isOwner(cache, key) && Copies.isPrimary(cache, key) == primary)
                .findFirst()
                .orElseThrow();
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> AntiEntropyIT.<String, String>cacheOf(i, name))
                .toList();
    }

    private static <K, V> Cache<K, V> cacheOf(int member, String name) {
        return grid.cache(member, name);
    }

    private static Cache<String, String> cache(int member, String name) {
        return cacheOf(member, name);
    }

    private static long newVersion() {
        return Version.of(System.currentTimeMillis() + KEYS.incrementAndGet(), 0, 1);
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
