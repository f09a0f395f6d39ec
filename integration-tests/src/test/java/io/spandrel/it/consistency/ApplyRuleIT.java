package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner takes only what is newer than what it holds, in memory as in its store: late, repeated and reordered writes. */
class ApplyRuleIT {

    private static final int MEMBERS = 3;
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final long FOR_EVER = Version.of(Version.millis(Long.MAX_VALUE) / 2, 0, 0);

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="memory" owners="3"><grid:consistency write="ALL"/></distributed-cache>
                <distributed-cache name="stored" owners="3">
                  <grid:consistency write="ALL"/>
                  <persistence><file-store path="%s/{member}/stored"/></persistence>
                </distributed-cache>
                <replicated-cache name="passivated">
                  <grid:consistency write="ALL"/>
                  <persistence passivation="true"><file-store path="%s/{member}/passivated"/></persistence>
                </replicated-cache>
                """.formatted(directory, directory));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void put_olderThanHeld_leavesNoTrace(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        long older = copy(0, name, key).version();
        cache(0, name).put(key, "newer");
        Copy newer = copy(0, name, key);

        for (int i = 0; i < MEMBERS; i++) {
            long notApplied = Rounds.of(cache(i, name)).olderNotApplied();
            Copies.put(cache(i, name), key, "older", older);

            assertThat(copy(i, name, key)).isEqualTo(newer);
            assertThat(Rounds.of(cache(i, name)).olderNotApplied()).isEqualTo(notApplied + 1);
            if (name.equals("stored")) {
                assertThat(Copies.storedValue(cache(i, name), key)).isEqualTo("newer");
                assertThat(Copies.stored(cache(i, name), key)).isEqualTo(newer.version());
            }
        }
    }

    /** What is not in memory is compared with what is in the store. */
    @ParameterizedTest
    @ValueSource(strings = {"stored", "passivated"})
    void put_olderThanStored_leavesNoTrace(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        long older = copy(0, name, key).version();
        cache(0, name).put(key, "newer");
        long newer = copy(0, name, key).version();

        for (int i = 0; i < MEMBERS; i++) {
            cache(i, name).evict(key);
            assertThat(copy(i, name, key).value()).isNull();
            Copies.put(cache(i, name), key, "older", older);

            assertThat(Copies.stored(cache(i, name), key)).isEqualTo(newer);
            assertThat(cache(i, name).get(key)).isEqualTo("newer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void put_newerThanHeld_isApplied(String name) {
        String key = key();
        cache(0, name).put(key, "older");
        long newer = copy(0, name, key).version() + 1;

        Copies.put(cache(1, name), key, "newer", newer);

        assertThat(copy(1, name, key).value()).isEqualTo("newer");
        assertThat(copy(1, name, key).version()).isEqualTo(newer);
        if (name.equals("stored")) {
            assertThat(Copies.stored(cache(1, name), key)).isEqualTo(newer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void put_olderThanADelete_doesNotUndoIt(String name) {
        String key = key();
        cache(0, name).put(key, "deleted");
        long older = copy(0, name, key).version();
        cache(1, name).remove(key);
        long deleted = copy(0, name, key).deleted();

        for (int i = 0; i < MEMBERS; i++) {
            Copies.put(cache(i, name), key, "late", older);
            Copies.put(cache(i, name), key, "late", deleted);

            assertThat(copy(i, name, key).value()).isNull();
            assertThat(cache(i, name).get(key)).isNull();
            assertThat(stored(i, name, key)).isEqualTo(Version.NONE);
        }
        cache(2, name).put(key, "again");
        assertThat(copies(name, key)).extracting(Copy::value).containsOnly("again");
    }

    static Stream<Arguments> everyWriteOfWhatIsStored() {
        return Stream.of("stored", "passivated")
                .flatMap(cache -> Stream.of(WriteKind.values())
                        .filter(kind -> kind.canStart(true))
                        .map(kind -> Arguments.of(cache, kind)));
    }

    /* Infinispan leaves a key in the store that is not in memory, if a remove does not ask what it was. */
    @ParameterizedTest
    @MethodSource("everyWriteOfWhatIsStored")
    void write_valueIsInStoresAlone_changesTheStores(String name, WriteKind kind) {
        for (boolean byPrimary : new boolean[] {true, false}) {
            String key = key();
            cache(0, name).put(key, "start");
            long before = copy(0, name, key).version();
            evictEverywhere(name, key);

            kind.write(writer(name, key, byPrimary), key);

            evictEverywhere(name, key);
            List<Long> stored = IntStream.range(0, MEMBERS)
                    .mapToObj(i -> Copies.stored(cache(i, name), key))
                    .toList();
            if (kind.isDelete()) {
                assertThat(stored).containsOnly(Version.NONE);
            } else {
                assertThat(stored).containsOnly(stored.get(0)).allMatch(version -> version > before);
            }
        }
    }

    private static Cache<String, String> writer(String name, String key, boolean primary) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> cache(i, name))
                .filter(member -> Copies.isPrimary(member, key) == primary)
                .findFirst()
                .orElseThrow();
    }

    private static void evictEverywhere(String name, String key) {
        for (int i = 0; i < MEMBERS; i++) {
            cache(i, name).evict(key);
        }
    }

    /** A delete of what an owner never had: the put it deletes may still be on its way there. */
    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void put_olderThanADeleteOfAnAbsentKey_doesNotUndoIt(String name) {
        String key = key();
        long older = cacheVersion(name);
        cache(0, name).remove(key);

        for (int i = 0; i < MEMBERS; i++) {
            assertThat(copy(i, name, key).deleted()).isGreaterThan(older);
            Copies.put(cache(i, name), key, "late", older);

            assertThat(cache(i, name).get(key)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void put_olderThanAClear_doesNotUndoIt(String name) {
        String key = key();
        cache(0, name).put(key, "cleared");
        long older = copy(0, name, key).version();
        cache(1, name).put(key + "-evicted", "cleared");
        cache(1, name).evict(key + "-evicted");

        cache(2, name).clear();

        for (int i = 0; i < MEMBERS; i++) {
            assertThat(copy(i, name, key).value()).isNull();
            assertThat(stored(i, name, key + "-evicted")).isEqualTo(Version.NONE);
            Copies.put(cache(i, name), key, "late", older);
            assertThat(cache(i, name).get(key)).isNull();
            assertThat(stored(i, name, key)).isEqualTo(Version.NONE);
        }
        cache(0, name).put(key, "again");
        assertThat(copies(name, key)).extracting(Copy::value).containsOnly("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void delete_sameVersionAsTheValue_wins(String name) {
        String key = key();
        cache(0, name).put(key, "value");
        long version = copy(0, name, key).version();

        Copies.remove(cache(1, name), key, version);
        assertThat(copy(1, name, key)).isEqualTo(new Copy(null, Version.NONE, version));

        Copies.put(cache(1, name), key, "value", version);
        assertThat(copy(1, name, key).value()).isNull();
        assertThat(stored(1, name, key)).isEqualTo(Version.NONE);
    }

    /** What a primary acknowledges is the newest everywhere, even where an owner had something it did not know of. */
    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void write_backupHoldsSomethingNewer_isMadeNewer(String name) {
        String key = key();
        cache(0, name).put(key, "start");
        int backup = IntStream.range(0, MEMBERS)
                .filter(i -> !Copies.isPrimary(cache(i, name), key))
                .findFirst()
                .orElseThrow();
        long unknown = Version.of(System.currentTimeMillis() + 300, 0, 0);
        Copies.put(cache(backup, name), key, "unknown to the primary", unknown);

        cache(0, name).put(key, "acknowledged");

        assertThat(copies(name, key)).allSatisfy(copy -> {
            assertThat(copy.value()).isEqualTo("acknowledged");
            assertThat(copy.version())
                    .isGreaterThan(unknown)
                    .isEqualTo(copy(0, name, key).version());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored"})
    void write_fromAClockFarAhead_isRefusedByBackups(String name) {
        String key = keyOfTheFirst(name);
        cache(0, name).put(key, "start");
        Copy before = copy(1, name, key);

        assertThatThrownBy(() -> Copies.send(cache(0, name), cache(1, name), key, "future", FOR_EVER))
                .rootCause()
                .hasMessageContaining("is further ahead of this member's clock than max-clock-drift allows");

        assertThat(copy(1, name, key)).isEqualTo(before);
        cache(0, name).put(key, "now");
        assertThat(copies(name, key)).extracting(Copy::version).allMatch(version -> version < FOR_EVER);
    }

    /** A write for this member alone gets a version too: its copy is the newest, and differs until it is written again. */
    @ParameterizedTest
    @ValueSource(strings = {"memory", "stored", "passivated"})
    void write_localOnly_getsANewerVersion(String name) {
        String key = key();
        cache(0, name).put(key, "start");
        long before = copy(1, name, key).version();

        cache(1, name).getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL).put(key, "local");

        assertThat(copy(1, name, key).value()).isEqualTo("local");
        assertThat(copy(1, name, key).version()).isGreaterThan(before);
        assertThat(copy(0, name, key).value()).isEqualTo("start");
    }

    /** A key of which the first member is the primary. */
    private static String keyOfTheFirst(String name) {
        return Stream.generate(ApplyRuleIT::key)
                .filter(key -> Copies.isPrimary(cache(0, name), key))
                .findFirst()
                .orElseThrow();
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    /** A version given by the cache now. */
    private static long cacheVersion(String name) {
        String other = key();
        cache(0, name).put(other, "other");
        return copy(0, name, other).version();
    }

    private static long stored(int member, String name, String key) {
        return name.equals("memory") ? Version.NONE : Copies.stored(cache(member, name), key);
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static Copy copy(int member, String name, String key) {
        return Copies.at(cache(member, name), key);
    }

    private static List<Copy> copies(String name, String key) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> copy(i, name, key)).toList();
    }
}
