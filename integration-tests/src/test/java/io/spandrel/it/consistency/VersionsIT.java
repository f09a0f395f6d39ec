package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever writes a key, wherever it starts: all owners hold the same under the same version, and each write a newer one. */
class VersionsIT {

    private static final int MEMBERS = 3;
    private static final List<String> CACHES = List.of("two", "three", "everywhere");
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="two" owners="2"><grid:consistency write="ALL"/></distributed-cache>
                <distributed-cache name="three" owners="3"><grid:consistency write="ALL"/></distributed-cache>
                <replicated-cache name="everywhere"><grid:consistency write="ALL"/></replicated-cache>
                """);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    static Stream<Arguments> everyWriteInEveryCache() {
        return CACHES.stream().flatMap(cache -> Stream.of(WriteKind.values()).map(kind -> Arguments.of(cache, kind)));
    }

    @ParameterizedTest
    @MethodSource("everyWriteInEveryCache")
    void write_fromEveryMember_hasOneVersionOnAllOwners(String name, WriteKind kind) {
        for (int writer = 0; writer < MEMBERS; writer++) {
            for (boolean present : new boolean[] {true, false}) {
                if (kind.canStart(present)) {
                    String key = "key-" + KEYS.incrementAndGet();
                    long before = prepare(name, key, present);

                    kind.write(cache(writer, name), key);

                    checkCopies(name, key, before, kind.isDelete());
                }
            }
        }
    }

    /** The version of what the write is to replace. */
    private static long prepare(String name, String key, boolean present) {
        cache(0, name).put(key, "start");
        if (!present) {
            cache(0, name).remove(key);
        }
        return copies(name, key).get(0).newest();
    }

    private static void checkCopies(String name, String key, long before, boolean delete) {
        List<Copy> copies = copies(name, key);
        assertThat(copies).as("owners of %s", key).hasSize(name.equals("two") ? 2 : 3);
        assertThat(copies)
                .extracting(Copy::newest)
                .as("versions: %s", copies)
                .containsOnly(copies.get(0).newest());
        assertThat(copies.get(0).newest()).as("newer than before").isGreaterThan(before);
        assertThat(copies).extracting(Copy::value).containsOnly(copies.get(0).value());
        if (delete) {
            assertThat(copies).allSatisfy(copy -> {
                assertThat(copy.value()).isNull();
                assertThat(copy.deleted()).isEqualTo(copy.newest());
            });
        } else {
            assertThat(copies).allSatisfy(copy -> {
                assertThat(copy.value()).isNotNull();
                assertThat(copy.version()).isEqualTo(copy.newest());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void conditions_notMet_changeNoVersion(String name) {
        String key = "condition-" + name;
        cache(0, name).put(key, "start");
        List<Copy> before = copies(name, key);

        for (int writer = 0; writer < MEMBERS; writer++) {
            Cache<String, String> cache = cache(writer, name);
            assertThat(cache.putIfAbsent(key, "other")).isEqualTo("start");
            assertThat(cache.replace(key, "unlike", "other")).isFalse();
            assertThat(cache.remove(key, "unlike")).isFalse();
            assertThat(cache.replace("absent-" + name, "other")).isNull();
        }

        assertThat(copies(name, key)).isEqualTo(before);
        assertThat(copies(name, "absent-" + name))
                .allSatisfy(copy -> assertThat(copy.newest())
                        .isEqualTo(copies(name, key).get(0).deleted()));
    }

    /** An entry that has expired is a delete of that entry's version: any newer write wins over it. */
    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void expiration_ofAnEntry_deletesItsVersion(String name) {
        String key = "mortal-" + name;
        cache(1, name).put(key, "mortal", 50, TimeUnit.MILLISECONDS);
        long mortal = copies(name, key).get(0).newest();

        await().until(() -> {
            members(name).forEach(member -> member.get(key));
            return copies(name, key).stream().allMatch(copy -> copy.deleted() == mortal);
        });

        assertThat(copies(name, key)).extracting(Copy::value).containsOnlyNulls();
        cache(2, name).put(key, "again");
        checkCopies(name, key, mortal, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "everywhere"})
    void evict_ofAnEntry_isNoDelete(String name) {
        String key = "evicted-" + name;
        cache(0, name).put(key, "start");
        long before = copies(name, key).get(0).deleted();

        members(name).forEach(member -> member.evict(key));

        assertThat(copies(name, key)).extracting(Copy::value).containsOnlyNulls();
        assertThat(copies(name, key)).extracting(Copy::deleted).containsOnly(before);
    }

    @Test
    void answers_ofWritesOfMany_areThoseOfPlainInfinispan() {
        Cache<String, String> cache = cache(0, "two");
        cache.put("many-a", "1");

        assertThat(cache.getAdvancedCache().getAndPutAll(Map.of("many-a", "2", "many-b", "3")))
                .containsOnly(Map.entry("many-a", "1"));
        assertThat(cache.getAdvancedCache().getAll(Set.of("many-a", "many-b")))
                .containsEntry("many-a", "2")
                .containsEntry("many-b", "3");
    }

    @Test
    void versions_ofMembers_tellThemApart() {
        List<Integer> numbers = IntStream.range(0, MEMBERS)
                .mapToObj(i -> cache(i, "three"))
                .map(VersionsIT::writtenAsPrimary)
                .map(Version::member)
                .toList();

        assertThat(numbers).doesNotHaveDuplicates();
    }

    private static long writtenAsPrimary(Cache<String, String> cache) {
        String key = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "own-" + i)
                .filter(candidate -> Copies.isPrimary(cache, candidate))
                .findFirst()
                .orElseThrow();
        cache.put(key, "own");
        return Copies.at(cache, key).version();
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
