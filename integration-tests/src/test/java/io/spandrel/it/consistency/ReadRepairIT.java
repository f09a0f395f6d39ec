package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.util.function.SerializableBiFunction;
import org.infinispan.util.function.SerializableFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads and conditional writes do about owners that are behind. */
class ReadRepairIT {

    private static final int MEMBERS = 3;
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="background" owners="3"><grid:consistency read="ALL"/></distributed-cache>
                <distributed-cache name="blocking" owners="3">
                  <grid:consistency read="ALL" read-repair="blocking"/>
                </distributed-cache>
                <distributed-cache name="locked" owners="3"><grid:consistency read="ALL" timeout="1s"/></distributed-cache>
                <distributed-cache name="off" owners="3"><grid:consistency read="ALL" read-repair="off"/></distributed-cache>
                <distributed-cache name="two" owners="2"><grid:consistency/></distributed-cache>
                <distributed-cache name="three" owners="3" remote-timeout="1000">
                  <grid:consistency primary-takeover="false"/>
                </distributed-cache>
                <replicated-cache name="everywhere"><grid:consistency/></replicated-cache>
                """);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @Test
    void read_ownersDiffer_areEqualSomeTimeAfter() {
        for (boolean primaryBehind : new boolean[] {true, false}) {
            String key = differing("background", primaryBehind);
            ConsistencyReport.Reads before = Rounds.of(cache(1, "background")).reads();

            assertThat(cache(1, "background").get(key)).isEqualTo("newer");

            await().until(() -> distinct("background", key) == 1);
            await().untilAsserted(() -> {
                ConsistencyReport.Reads after =
                        Rounds.of(cache(1, "background")).reads();
                assertThat(after.keys()).isEqualTo(before.keys() + 1);
                assertThat(after.mismatches()).isEqualTo(before.mismatches() + 1);
                assertThat(after.repairedBackground()).isEqualTo(before.repairedBackground() + 1);
                assertThat(after.repairedBlocking()).isZero();
            });
            assertThat(copies("background", key)).extracting(Copy::value).containsOnly("newer");
        }
    }

    @Test
    void read_ownersDifferAndRepairBlocks_areEqualWhenItReturns() {
        for (boolean primaryBehind : new boolean[] {true, false}) {
            for (Cache<String, String> reader : members("blocking")) {
                String key = differing("blocking", primaryBehind);
                long repaired = Rounds.of(reader).reads().repairedBlocking();

                assertThat(reader.get(key)).isEqualTo("newer");

                assertThat(Rounds.of(reader).reads().repairedBlocking()).isEqualTo(repaired + 1);
                assertThat(distinct("blocking", key)).isOne();
            }
        }
    }

    @Test
    void read_oneOwnerHasNotHeardOfTheDelete_deletesItThereToo() {
        for (boolean primaryBehind : new boolean[] {true, false}) {
            String key = start("blocking");
            long deleted = Copies.newer(members("blocking"), key);
            ownersBut("blocking", key, primaryBehind).forEach(owner -> Copies.remove(owner, key, deleted));

            assertThat(cache(2, "blocking").get(key)).isNull();

            assertThat(copies("blocking", key)).extracting(Copy::value).containsOnlyNulls();
            assertThat(copies("blocking", key)).extracting(Copy::deleted).containsOnly(deleted);
        }
    }

    /* 1024 keys of a cache are repaired at a time. */
    @Test
    void read_writersHoldTheKeysForTooLong_repairsFailAndMoreAreDropped() {
        int more = 3;
        Set<String> keys =
                IntStream.range(0, 1024 + more).mapToObj(i -> "locked-" + i).collect(Collectors.toSet());
        Cache<String, String> reader = cache(0, "locked");
        long version = Version.of(System.currentTimeMillis(), 0, 0);
        keys.forEach(key -> Copies.put(reader, key, "value", version));
        try (HeldLocks locks = HeldLocks.of(members("locked"), keys)) {
            assertThat(reader.getAdvancedCache().getAll(keys)).hasSameSizeAs(keys);

            assertThat(Rounds.of(reader).reads().repairsDropped()).isEqualTo(more);
            await().until(() -> Rounds.of(reader).reads().repairsFailed() == keys.size() - more);
        }
    }

    @Test
    void read_ownersDifferAndRepairIsOff_leavesThemAsTheyAre() {
        String key = differing("off", true);

        assertThat(members("off")).allMatch(member -> member.get(key).equals("newer"));

        assertThat(distinct("off", key)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void condition_primaryIsBehind_isEvaluatedOnTheNewest(String name) {
        for (Cache<String, String> writer : members(name)) {
            String older = differing(name, true);
            ConsistencyReport.Writes before =
                    Rounds.of(Copies.primary(members(name), older)).writes();
            assertThat(writer.replace(older, "start", "replaced")).isFalse();
            ConsistencyReport.Writes after =
                    Rounds.of(Copies.primary(members(name), older)).writes();
            assertThat(after.conditions()).isEqualTo(before.conditions() + 1);
            assertThat(after.conditionsUnsettled()).isEqualTo(before.conditionsUnsettled() + 1);
            String newest = differing(name, true);
            assertThat(writer.replace(newest, "newer", "replaced")).isTrue();
            String removed = differing(name, true);
            assertThat(writer.remove(removed, "start")).isFalse();
            String computed = differing(name, true);
            assertThat(writer.compute(
                            computed, (SerializableBiFunction<String, String, String>) (key, value) -> value + "+"))
                    .isEqualTo("newer+");
            String merged = differing(name, true);
            assertThat(writer.merge(merged, "m", (SerializableBiFunction<String, String, String>)
                            (value, more) -> value + more))
                    .isEqualTo("newerm");

            List<String> written = List.of(newest, computed, merged);
            await().until(() -> written.stream().allMatch(key -> distinct(name, key) == 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void condition_primaryHasNotHeardOfTheDelete_isEvaluatedOnNothing(String name) {
        for (Cache<String, String> writer : members(name)) {
            assertThat(writer.putIfAbsent(deletedElsewhere(name), "created")).isNull();
            assertThat(writer.replace(deletedElsewhere(name), "replaced")).isNull();
            assertThat(writer.computeIfAbsent(
                            deletedElsewhere(name), (SerializableFunction<String, String>) key -> "computed"))
                    .isEqualTo("computed");
        }
    }

    @Test
    void condition_noMajorityAnswers_isNotEvaluated() {
        String key = start("three");
        Cache<String, String> primary = Copies.primary(members("three"), key);
        List<Cache<String, String>> others = ownersBut("three", key, true);
        try (Silence one = Silence.of(others.get(0));
                Silence two = Silence.of(others.get(1))) {
            assertThatThrownBy(() -> primary.replace(key, "start", "replaced"))
                    .isInstanceOfSatisfying(
                            WriteNotDoneException.class,
                            refusal -> assertThat(refusal.missing()).hasSize(2))
                    .hasMessageContaining("Nothing was changed");
            assertThat(one.swallowed() + two.swallowed()).isPositive();
        }

        assertThat(Copies.at(primary, key).value()).isEqualTo("start");
    }

    private static String start(String name) {
        String key = "key-" + KEYS.incrementAndGet();
        cache(0, name).put(key, "start");
        return key;
    }

    /** A key of which all owners but one hold a newer value. */
    private static String differing(String name, boolean primaryBehind) {
        String key = start(name);
        long version = Copies.newer(members(name), key);
        ownersBut(name, key, primaryBehind).forEach(owner -> Copies.put(owner, key, "newer", version));
        return key;
    }

    /** A key which the primary does not know to be deleted. */
    private static String deletedElsewhere(String name) {
        String key = start(name);
        long version = Copies.newer(members(name), key);
        ownersBut(name, key, true).forEach(owner -> Copies.remove(owner, key, version));
        return key;
    }

    /** All owners of a key but one: the primary, or a backup. */
    private static List<Cache<String, String>> ownersBut(String name, String key, boolean primary) {
        Cache<String, String> left = primary
                ? Copies.primary(members(name), key)
                : members(name).stream()
                        .filter(member -> Copies.isOwner(member, key) && !Copies.isPrimary(member, key))
                        .findFirst()
                        .orElseThrow();
        return members(name).stream()
                .filter(member -> Copies.isOwner(member, key) && member != left)
                .toList();
    }

    private static long distinct(String name, String key) {
        return copies(name, key).stream().distinct().count();
    }

    private static List<Copy> copies(String name, String key) {
        return Copies.ofOwners(members(name), key);
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> cache(i, name)).toList();
    }
}
