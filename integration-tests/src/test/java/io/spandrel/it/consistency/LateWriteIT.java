package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.WriteUnknownException;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.commons.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A write is on its way to a backup for longer than anybody waits for it. Newer ones overtake it; then it arrives. Beside it the
 * same on plain Infinispan, where it overwrites them.
 */
class LateWriteIT {

    private static final int MEMBERS = 3;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <replicated-cache name="plain" remote-timeout="700"/>
                <replicated-cache name="everywhere" remote-timeout="700"><grid:consistency write="ALL"/></replicated-cache>
                <distributed-cache name="three" owners="3" remote-timeout="700">
                  <grid:consistency write="ALL"/>
                </distributed-cache>
                """);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @Test
    void put_overtakenByAPut_overwritesItInPlainInfinispan() {
        List<Cache<String, String>> members = overtake("plain", "key", cache -> cache.put("key", "newer"));

        assertThat(values(members, "key")).containsOnlyOnce("late").contains("newer", "newer");
    }

    @Test
    void put_overtakenByADelete_undoesItInPlainInfinispan() {
        List<Cache<String, String>> members = overtake("plain", "deleted", cache -> cache.remove("deleted"));

        assertThat(values(members, "deleted")).containsOnlyOnce("late").contains("null", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"everywhere", "three"})
    void put_overtakenByAPut_isNotApplied(String name) {
        List<Cache<String, String>> members = overtake(name, "key", cache -> cache.put("key", "newer"));

        assertThat(values(members, "key")).containsOnly("newer");
        assertThat(Copies.ofOwners(members, "key").stream().map(Copy::version).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everywhere", "three"})
    void put_overtakenByADelete_isNotApplied(String name) {
        List<Cache<String, String>> members = overtake(name, "deleted", cache -> cache.remove("deleted"));

        assertThat(values(members, "deleted")).containsOnly("null");
        assertThat(Copies.ofOwners(members, "deleted").stream()
                        .map(Copy::deleted)
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everywhere", "three"})
    void put_overtakenByAClear_isNotApplied(String name) {
        List<Cache<String, String>> members = overtake(name, "cleared", Cache::clear);

        assertThat(values(members, "cleared")).containsOnly("null");
    }

    private interface Write {
        void apply(Cache<String, String> cache);
    }

    /** A put fails, because a backup does not answer in time; {@code newer} succeeds; then the put arrives. */
    private static List<Cache<String, String>> overtake(String name, String key, Write newer) {
        List<Cache<String, String>> members = IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.<String, String>cache(i, name))
                .toList();
        Cache<String, String> primary = members.stream()
                .filter(member -> Copies.isPrimary(member, key))
                .findFirst()
                .orElseThrow();
        Cache<String, String> backup = members.stream()
                .filter(member -> !Copies.isPrimary(member, key))
                .findFirst()
                .orElseThrow();
        primary.put(key, "start");
        LateWrite late = LateWrite.holdNextAt(backup);
        assertThatThrownBy(() -> primary.put(key, "late"))
                .isInstanceOfAny(TimeoutException.class, WriteUnknownException.class);
        late.awaitHeld();

        newer.apply(primary);
        late.letGo();

        return members;
    }

    private static List<String> values(List<Cache<String, String>> members, String key) {
        return members.stream().map(member -> Objects.toString(member.get(key))).toList();
    }
}
