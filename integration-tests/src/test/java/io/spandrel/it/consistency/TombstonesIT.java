package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes are remembered until all owners have had them for longer than grace. */
class TombstonesIT {

    private static final int MEMBERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GRACE_MILLIS = 400;
    private static final AtomicInteger KEYS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        String soon = """
                <grid:tombstones grace="400ms" sweep-interval="20ms"/>
                <grid:hinted-handoff window="100ms"/>
                <grid:anti-entropy interval="0"/>
                """;
        grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="two" owners="2"><grid:consistency/>%1$s</distributed-cache>
                <replicated-cache name="everywhere"><grid:consistency/>%1$s</replicated-cache>
                <replicated-cache name="cleared"><grid:consistency/>%1$s</replicated-cache>
                <distributed-cache name="stored" owners="2">
                  <grid:consistency/>%1$s
                  <persistence><file-store path="%2$s/{member}/stored"/></persistence>
                </distributed-cache>
                <distributed-cache name="long" owners="2">
                  <grid:consistency/><grid:tombstones sweep-interval="20ms"/>
                  <persistence><file-store path="%2$s/{member}/long"/></persistence>
                </distributed-cache>
                <distributed-cache name="unswept" owners="2">
                  <grid:consistency/>
                  <grid:tombstones grace="400ms" sweep-interval="1h"/>
                  <grid:hinted-handoff window="100ms"/>
                  <grid:anti-entropy interval="0"/>
                </distributed-cache>
                <distributed-cache name="small" owners="2">
                  <grid:consistency/><grid:tombstones max-memory="2KB"/>
                </distributed-cache>
                """.formatted(soon, directory));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    /* The others show that it is the sweep that purges, and grace that it waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"two", "everywhere", "stored"})
    void remove_allOwnersHaveIt_isPurgedWhenGraceIsOver(String name) {
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> key()).toList();
        for (String cache : List.of(name, "long", "unswept")) {
            keys.forEach(key -> cache(0, cache).put(key, "deleted"));
            keys.forEach(key -> cache(0, cache).remove(key));
        }
        String last = keys.get(keys.size() - 1);
        long deleted = System.nanoTime();
        cache(1, name).put(last, "again");
        grid.grid(1).cache(name).<String, String>with(Consistency.ALL).remove(last);
        assertThat(copies(name, last)).allMatch(copy -> copy.deleted() != Version.NONE);

        awaitPurged(name, keys);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reports(name)).allSatisfy(report -> {
                    assertThat(report.live()).isZero();
                    assertThat(report.bytes()).isZero();
                    assertThat(report.purged()).isPositive();
                    assertThat(report.blocked()).isZero();
                }));

        assertThat(System.nanoTime() - deleted).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
        for (String kept : List.of("long", "unswept")) {
            assertThat(keys).allSatisfy(key -> assertThat(copies(kept, key)).allMatch(copy -> copy.deleted() > 0));
            assertThat(reports(kept)).allSatisfy(report -> {
                assertThat(report.live()).isPositive();
                assertThat(report.bytes()).isGreaterThan(report.live() * 80);
                assertThat(report.purged()).isZero();
            });
        }
    }

    /* As after a write that failed, and after one that a backup did not hear of. */
    @ParameterizedTest
    @ValueSource(strings = {"two", "everywhere", "stored"})
    void delete_onlyOneOwnerHasIt_reachesAllAndIsPurged(String name) {
        for (boolean onThePrimary : new boolean[] {true, false}) {
            String key = key();
            cache(0, name).put(key, "deleted");
            Cache<String, String> one = members(name).stream()
                    .filter(cache -> Copies.isOwner(cache, key) && Copies.isPrimary(cache, key) == onThePrimary)
                    .findFirst()
                    .orElseThrow();
            await().atMost(PATIENCE).until(() -> Copies.at(one, key).value() != null);

            Copies.remove(one, key, Copies.at(one, key).version() + 1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(copies(name, key)).allMatch(copy -> copy.value() == null));
            awaitPurged(name, List.of(key));
            assertThat(cache(2, name).get(key)).isNull();
        }
    }

    @Test
    void remove_noRoomLeft_isCarriedOutAndNothingOlderComesBack() {
        List<String> keys = IntStream.range(0, 200).mapToObj(i -> key()).toList();
        keys.forEach(key -> cache(0, "small").put(key, "deleted"));
        List<Copy> before =
                keys.stream().map(key -> copies("small", key).get(0)).toList();

        keys.forEach(key -> cache(1, "small").remove(key));

        assertThat(reports("small")).allSatisfy(report -> {
            assertThat(report.bytes()).isPositive().isLessThanOrEqualTo(report.bytesMax());
            assertThat(report.bytesMax()).isEqualTo(2048);
            assertThat(report.forgotten()).isPositive();
            assertThat(report.needFullCompare()).isPositive();
            assertThat(report.resurrectionsBlocked()).isZero();
        });
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            long older = before.get(i).version();
            for (Cache<String, String> owner : members("small")) {
                if (Copies.isOwner(owner, key)) {
                    Copies.put(owner, key, "late", older);
                }
            }
            assertThat(cache(2, "small").get(key)).isNull();
            cache(2, "small").put(key, "again");
            assertThat(copies("small", key)).extracting(Copy::value).containsOnly("again");
        }
        assertThat(reports("small").stream().mapToLong(TombstonesReport::resurrectionsBlocked))
                .allMatch(blocked -> blocked > 0);
    }

    @Test
    void clear_showsWhenAndWhatComesLate() {
        String key = key();
        grid.grid(0).cache("cleared").<String, String>with(Consistency.ALL).put(key, "cleared");
        long older = copies("cleared", key).get(0).version();
        Instant before = Instant.now().minusMillis(1);

        cache(1, "cleared").clear();

        List<Long> blocked = reports("cleared").stream()
                .map(TombstonesReport::resurrectionsBlocked)
                .toList();
        members("cleared").forEach(cache -> Copies.put(cache, key, "late", older));
        for (int i = 0; i < MEMBERS; i++) {
            TombstonesReport report = reports("cleared").get(i);
            assertThat(report.clearedAt()).isAfter(before);
            assertThat(report.resurrectionsBlocked()).isEqualTo(blocked.get(i) + 1);
        }
    }

    @Test
    void write_otherClockIsAhead_isCounted() {
        String key = keyOfTheFirst("everywhere");
        cache(0, "everywhere").put(key, "start");

        Copies.put(cache(1, "everywhere"), key, "ahead", Version.of(System.currentTimeMillis() + 300, 0, 0));
        assertThat(Rounds.of(cache(1, "everywhere")).clockAheadMillis()).isBetween(1L, 300L);

        long refused = Rounds.of(cache(2, "everywhere")).clockRefused();
        assertThatThrownBy(() -> Copies.send(
                        cache(0, "everywhere"),
                        cache(2, "everywhere"),
                        key,
                        "far ahead",
                        Version.of(System.currentTimeMillis() + 60_000, 0, 0)))
                .rootCause()
                .hasMessageContaining("max-clock-drift");
        assertThat(Rounds.of(cache(2, "everywhere")).clockRefused()).isEqualTo(refused + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unswept", "long"})
    void expire_olderWriteComesLate_staysExpired(String name) {
        String key = Stream.generate(TombstonesIT::key)
                .filter(any -> Copies.isPrimary(cache(0, "everywhere"), any))
                .findFirst()
                .orElseThrow();
        cache(0, name).put(key, "older");
        long older = copies(name, key).get(0).version();
        cache(0, name).put(key, "expires", 1, TimeUnit.MILLISECONDS);
        await().atMost(PATIENCE).until(() -> cache(0, name).get(key) == null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(copies(name, key)).allMatch(copy -> copy.deleted() > older));

        members(name).stream()
                .filter(owner -> Copies.isOwner(owner, key))
                .forEach(owner -> Copies.put(owner, key, "late", older));

        assertThat(copies(name, key)).allMatch(copy -> copy.value() == null);
        assertThat(cache(1, name).get(key)).isNull();
    }

    private static List<TombstonesReport> reports(String name) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.grid(i).cache(name).report().tombstones())
                .toList();
    }

    private static void awaitPurged(String name, List<String> keys) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(keys)
                        .allSatisfy(
                                key -> assertThat(copies(name, key)).allMatch(copy -> copy.deleted() == Version.NONE)));
    }

    /** A key of which the first member is the primary. */
    private static String keyOfTheFirst(String name) {
        return Stream.generate(TombstonesIT::key)
                .filter(key -> Copies.isPrimary(cache(0, name), key))
                .findFirst()
                .orElseThrow();
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> cache(i, name)).toList();
    }

    private static List<Copy> copies(String name, String key) {
        return Copies.ofOwners(members(name), key);
    }
}
