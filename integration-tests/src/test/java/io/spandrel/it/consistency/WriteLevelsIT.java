package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.Consistency;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.WriteOnlyMapImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many owners a write waits for, and what its caller hears if they do not answer. One backup holds the write back. */
class WriteLevelsIT {

    private static final int MEMBERS = 3;

    /** Copies stay as a write has left them for as long as a test looks at them. */
    private static final String NO_HINTS_PAID = "<grid:hinted-handoff replay-interval=\"10m\"/>";

    private static final String CACHE = """
            <distributed-cache name="%1$s-%2$s" owners="3" remote-timeout="20000">
              <grid:consistency write="%2$s" timeout="%3$s" slow-member-threshold="100ms"/>
              {hints}
            </distributed-cache>
            """;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(
                MEMBERS,
                (CACHE.formatted("short", "ALL", "500ms") + CACHE.formatted("long", "QUORUM", "20s")
                                + CACHE.formatted("long", "ONE", "20s") + """
                <replicated-cache name="replicated-QUORUM" remote-timeout="20000">
                  <grid:consistency/>{hints}
                </replicated-cache>
                <distributed-cache name="two-ALL" owners="2" remote-timeout="20000">
                  <grid:consistency write="ALL" timeout="500ms"/>{hints}
                </distributed-cache>
                """)
                        .replace("{hints}", NO_HINTS_PAID));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"long-QUORUM", "long-ONE", "replicated-QUORUM"})
    void put_oneBackupDoesNotAnswer_isDoneWithoutIt(String name) {
        String key = "put";
        Cache<String, String> backup = backup(name, key);
        LateWrite held = LateWrite.holdNextAt(backup);
        long done = Rounds.of(primary(name, key)).writes().done();

        primary(name, key).put(key, "value");
        held.awaitHeld();

        assertThat(Rounds.of(primary(name, key)).writes().done()).isEqualTo(done + 1);
        assertThat(Copies.at(primary(name, key), key).value()).isEqualTo("value");
        assertThat(Copies.at(backup, key).value()).isNull();
        held.letGo();
        awaitEqual(name, key);
    }

    @ParameterizedTest
    @CsvSource({"short-ALL,0", "short-ALL,1", "short-ALL,2", "two-ALL,0", "two-ALL,1", "two-ALL,2"})
    void putAtAll_oneBackupDoesNotAnswer_isUnknownToItsCaller(String name, int caller) {
        String key = "unknown-" + caller;
        Cache<String, String> backup = backup(name, key);
        LateWrite held = LateWrite.holdNextAt(backup);
        ConsistencyReport.Writes before = Rounds.of(grid.cache(caller, name)).writes();

        assertThatExceptionOfType(WriteUnknownException.class)
                .isThrownBy(() -> grid.<String, String>cache(caller, name).put(key, "value"))
                .satisfies(unknown -> {
                    assertThat(unknown.key()).isEqualTo(key);
                    assertThat(unknown.version()).isGreaterThan(Version.NONE);
                    assertThat(unknown.level()).isEqualTo(ConsistencyLevel.ALL);
                    assertThat(unknown.missing()).containsEntry(nameOf(backup), "did not answer");
                    assertThat(unknown.acknowledged()).doesNotContain(nameOf(backup));
                });

        ConsistencyReport.Writes after = Rounds.of(grid.cache(caller, name)).writes();
        assertThat(after.unknown()).isEqualTo(before.unknown() + 1);
        assertThat(after.done()).isEqualTo(before.done());
        assertThat(Copies.at(primary(name, key), key).value()).isNull();
        held.letGo();
        primary(name, key).put(key, "again");
        awaitEqual(name, key);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void putAtAll_callAsksForQuorum_isDoneWithoutTheSilentBackup(int caller) {
        String key = "called-" + caller;
        LateWrite held = LateWrite.holdNextAt(backup("short-ALL", key));

        grid.grid(caller)
                .cache("short-ALL")
                .<String, String>with(Consistency.QUORUM)
                .put(key, "value");

        assertThat(primary("short-ALL", key).get(key)).isEqualTo("value");
        held.letGo();
    }

    @Test
    void putAllAtAll_callAsksForQuorum_isDoneWithoutTheSilentBackup() {
        LateWrite held = LateWrite.holdNextAt(backup("short-ALL", "called-all"));

        grid.grid(1).cache("short-ALL").<String, String>with(Consistency.QUORUM).putAll(Map.of("called-all", "value"));

        held.letGo();
    }

    @Test
    void getAtQuorum_replicatedCacheReadsItsOwnCopy_asksOthers() {
        String name = "replicated-QUORUM";
        Cache<String, String> backup = backup(name, "asked");
        LateWrite held = LateWrite.holdNextAt(backup);
        primary(name, "asked").put("asked", "value");
        held.awaitHeld();

        Cache<String, String> asking =
                grid.grid(members(name).indexOf(backup)).cache(name).with(Consistency.QUORUM);

        assertThat(backup.get("asked")).isNull();
        assertThat(asking.get("asked")).isEqualTo("value");
        held.letGo();
    }

    @Test
    void with_wrappedCaches_keepsWhatIsWrappedAroundThem() {
        Cache<String, String> replicated =
                grid.grid(1).cache("replicated-QUORUM").with(Consistency.ALL);
        replicated.put("wrapped", "value");

        assertThat(replicated.get("wrapped")).isEqualTo("value");
        assertThat(primary("replicated-QUORUM", "wrapped").get("wrapped")).isEqualTo("value");
        assertThatThrownBy(() -> replicated.merge("wrapped", "value", (one, other) -> other))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("compute");
    }

    @Test
    void putAllAtAll_oneBackupDoesNotAnswer_isUnknown() {
        Cache<String, String> cache = grid.cache(1, "short-ALL");
        LateWrite held = LateWrite.holdNextAt(backup("short-ALL", "all"));

        assertThatExceptionOfType(WriteUnknownException.class)
                .isThrownBy(() -> cache.putAll(Map.of("all", "value")))
                .satisfies(unknown -> assertThat(unknown.key()).isEqualTo("all"));

        held.letGo();
    }

    @Test
    void functionalManyAtAll_oneBackupDoesNotAnswer_isUnknown() {
        Cache<String, String> cache = grid.cache(1, "short-ALL");
        LateWrite held = LateWrite.holdNextAt(backup("short-ALL", "many"));

        assertThatThrownBy(() -> CompletionStages.join(
                        WriteOnlyMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache()))
                                .evalMany(Set.of("many"), entry -> entry.set("value"))))
                .hasCauseInstanceOf(WriteUnknownException.class);

        held.letGo();
    }

    /** The threshold has passed once: from then on the slow member is not even sent to, but for one write now and then. */
    @Test
    void puts_oneBackupIsSlow_areNotSentToIt() {
        String name = "long-QUORUM";
        String key = "slow";
        Cache<String, String> backup = backup(name, key);
        SilentMember silent = SilentMember.at(backup);
        ConsistencyReport before = Rounds.of(primary(name, key));
        primary(name, key).put(key, "0");
        await().until(() -> {
            int heard = silent.heard();
            IntStream.range(0, 20).forEach(i -> primary(name, key).put(key, "value"));
            return silent.heard() - heard <= 1;
        });
        ConsistencyReport slow = Rounds.of(primary(name, key));
        assertThat(slow.slowMembers()).containsExactly(nameOf(backup));
        assertThat(slow.slowMembersFound()).isGreaterThan(before.slowMembersFound());
        assertThat(slow.writes().ownersLeftBehind())
                .isGreaterThan(before.writes().ownersLeftBehind());

        silent.answer();

        await().until(() -> {
            primary(name, key).put(key, "after");
            return "after".equals(Copies.at(backup, key).value());
        });
        await().until(() -> Rounds.of(primary(name, key)).slowMembers().isEmpty());
    }

    private static void awaitEqual(String name, String key) {
        await().until(() -> Copies.ofOwners(members(name), key).stream()
                        .map(Copy::newest)
                        .distinct()
                        .count()
                == 1);
    }

    private static Cache<String, String> primary(String name, String key) {
        return members(name).stream()
                .filter(member -> Copies.isPrimary(member, key))
                .findFirst()
                .orElseThrow();
    }

    private static Cache<String, String> backup(String name, String key) {
        return members(name).stream()
                .filter(member -> Copies.isOwner(member, key) && !Copies.isPrimary(member, key))
                .findFirst()
                .orElseThrow();
    }

    private static String nameOf(Cache<?, ?> member) {
        return member.getCacheManager()
                .getCacheManagerConfiguration()
                .transport()
                .nodeName();
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.<String, String>cache(i, name))
                .toList();
    }
}
