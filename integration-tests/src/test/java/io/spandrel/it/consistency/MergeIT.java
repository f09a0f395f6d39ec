package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import io.spandrel.it.consistency.SplitStory.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.AvailabilityException;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.topology.CacheTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition has cut one of three members off, both sides have written, and it has healed. */
class MergeIT {

    private static final int KEYS_OF_EACH = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Debts would bring it all to the other side by themselves, as long as there is room for them. */
    private static final String CONSISTENCY = "<grid:consistency/><grid:hinted-handoff max-hints=\"1\"/>";

    private static final String CACHES = """
            <distributed-cache name="three" owners="3" segments="16">{consistency}</distributed-cache>
            <distributed-cache name="two" owners="2" segments="16">{consistency}</distributed-cache>
            <replicated-cache name="replicated" segments="16">{consistency}</replicated-cache>
            <distributed-cache name="cleared" owners="3" segments="16">{consistency}</distributed-cache>
            <distributed-cache name="emptied" owners="3" segments="16">{consistency}</distributed-cache>
            <replicated-cache name="stored" segments="16">
              <memory max-count="1"/>
              <persistence><file-store path="{directory}/{member}"/></persistence>
              {consistency}
            </replicated-cache>
            <distributed-cache name="denied" owners="3" segments="16">
              <partition-handling when-split="DENY_READ_WRITES"/>
              {consistency}
            </distributed-cache>
            <distributed-cache name="plain-NONE" owners="3" segments="16"/>
            <distributed-cache name="plain-PREFERRED_NON_NULL" owners="3" segments="16">
              <partition-handling merge-policy="PREFERRED_NON_NULL"/>
            </distributed-cache>
            <distributed-cache name="plain-PREFERRED_ALWAYS" owners="3" segments="16">
              <partition-handling merge-policy="PREFERRED_ALWAYS"/>
            </distributed-cache>
            """.replace("{consistency}", CONSISTENCY);

    /** By cache and story. */
    private static final Map<String, List<String>> KEYS = new HashMap<>();

    @TempDir
    private static Path directory;

    private static LocalGrid grid;

    @BeforeAll
    static void splitAndHeal() {
        grid = LocalGrid.start(3, CACHES.replace("{directory}", directory.toString()));
        List<String> stories = List.of(
                "three",
                "two",
                "replicated",
                "stored",
                "plain-NONE",
                "plain-PREFERRED_NON_NULL",
                "plain-PREFERRED_ALWAYS");
        stories.forEach(MergeIT::fill);
        IntStream.range(0, KEYS_OF_EACH).forEach(i -> grid.cache(0, "cleared").put("before-" + i, "old"));
        grid.cache(0, "denied").put("kept", "old");
        grid.cache(0, "denied").put("deleted", "old");

        Cut cut = Cut.between(List.of(grid.manager(0), grid.manager(1)), List.of(grid.manager(2)));
        awaitView(grid.manager(0), 2);
        awaitView(grid.manager(1), 2);
        awaitView(grid.manager(2), 1);

        for (int step = 0; step < SplitStory.STEPS; step++) {
            for (String name : stories) {
                carryOut(step, name);
            }
            awaitLaterVersions();
        }
        clearOneSide();
        denyTheOther();

        cut.heal();
        await().atMost(PATIENCE).until(() -> grid.managers().stream().allMatch(MergeIT::whole));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    private static void fill(String name) {
        for (SplitStory story : SplitStory.values()) {
            for (String key : keys(name, story)) {
                grid.cache(0, name).put(key, "old");
            }
        }
    }

    /** Keys with a story that the member owns that will be cut off: others it would have to refuse. */
    private static List<String> keys(String name, SplitStory story) {
        return KEYS.computeIfAbsent(
                name + " " + story,
                first -> IntStream.iterate(0, i -> i + 1)
                        .mapToObj(story::key)
                        .filter(key -> Copies.isOwner(grid.cache(2, name), key))
                        .limit(KEYS_OF_EACH)
                        .toList());
    }

    /** A cache that acknowledges what one side alone has. */
    private static Cache<String, String> open(int member, String name) {
        return name.startsWith("plain")
                ? grid.cache(member, name)
                : grid.grid(member).cache(name).with(Consistency.ONE);
    }

    private static void carryOut(int step, String name) {
        Map<Side, Cache<String, String>> sides = Map.of(Side.MAJORITY, open(0, name), Side.MINORITY, open(2, name));
        for (SplitStory story : SplitStory.values()) {
            keys(name, story).forEach(key -> story.carryOut(step, sides, key));
        }
    }

    private static void clearOneSide() {
        Cache<String, String> majority = open(0, "cleared");
        Cache<String, String> minority = open(2, "cleared");
        minority.put("older", "value");
        awaitLaterVersions();
        majority.clear();
        awaitLaterVersions();
        minority.put("newer", "value");
        grid.cache(0, "emptied").clear();
    }

    /** What is written afterwards is newer, on whichever side: versions of different members compare by milliseconds. */
    private static void awaitLaterVersions() {
        long now = System.currentTimeMillis();
        await().until(() -> System.currentTimeMillis() > now + 1);
    }

    /** The minority refuses, the majority goes on. */
    private static void denyTheOther() {
        Cache<String, String> majority = grid.cache(0, "denied");
        Cache<String, String> minority = open(2, "denied");
        majority.put("kept", "new");
        majority.remove("deleted");
        assertThatExceptionOfType(AvailabilityException.class).isThrownBy(() -> minority.put("kept", "minority"));
        assertThatExceptionOfType(AvailabilityException.class).isThrownBy(() -> minority.remove("kept"));
        assertThatExceptionOfType(AvailabilityException.class).isThrownBy(() -> minority.get("kept"));
        long before = Version.of(System.currentTimeMillis() - 1, 0, 1);
        Copies.put(grid.cache(2, "denied"), "acknowledged before it was noticed", "value", before);
    }

    @ParameterizedTest
    @EnumSource(SplitStory.class)
    void story_ofThreeOwners_endsWithItsLastStep(SplitStory story) {
        assertOutcome("three", story);
    }

    @ParameterizedTest
    @EnumSource(SplitStory.class)
    void story_ofTwoOwners_endsWithItsLastStep(SplitStory story) {
        assertOutcome("two", story);
    }

    @ParameterizedTest
    @EnumSource(SplitStory.class)
    void story_ofAReplicatedCache_endsWithItsLastStep(SplitStory story) {
        assertOutcome("replicated", story);
    }

    @Test
    void clear_ofOneSide_deletesWhatTheOtherHasWrittenBefore() {
        for (Cache<String, String> member : members("cleared")) {
            assertThat(member).containsOnly(Map.entry("newer", "value"));
        }
    }

    /* In the store alone, apart from one key. */
    @ParameterizedTest
    @EnumSource(SplitStory.class)
    void story_ofAStoredCache_endsWithItsLastStepInAllStores(SplitStory story) {
        for (String key : keys("stored", story)) {
            List<Long> versions = new ArrayList<>();
            for (Cache<String, String> member : members("stored")) {
                assertThat(Copies.storedValue(member, key))
                        .as("%s at %s", key, member.getCacheManager())
                        .isEqualTo(story.outcome());
                versions.add(Copies.stored(member, key));
            }
            assertThat(versions).as(key).containsOnly(versions.get(0));
        }
    }

    /* No key tells the other side of it. */
    @Test
    void clear_ofOneSide_isKnownToTheOther() {
        List<Long> cleared = members("emptied").stream()
                .map(member -> Copies.at(member, "any").deleted())
                .toList();
        assertThat(cleared.get(0)).isGreaterThan(Version.NONE);
        assertThat(cleared).containsOnly(cleared.get(0));
    }

    @Test
    void denied_onlyTheMajorityHasWritten_allOwnersHaveThat() {
        for (Cache<String, String> member : members("denied")) {
            assertThat(member.get("kept")).isEqualTo("new");
            assertThat(member.get("deleted")).isNull();
        }
        assertEqualCopies("denied", "kept");
        assertEqualCopies("denied", "deleted");
    }

    @Test
    void denied_minorityHadWrittenBeforeItWasOne_allOwnersHaveThat() {
        for (Cache<String, String> member : members("denied")) {
            assertThat(member.get("acknowledged before it was noticed")).isEqualTo("value");
        }
    }

    /** The same as the other caches have lived through: if nothing went wrong here, the stories would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"plain-NONE", "plain-PREFERRED_NON_NULL", "plain-PREFERRED_ALWAYS"})
    void stories_ofPlainInfinispan_doNotEndWithTheirLastStep(String name) {
        List<SplitStory> wrong = new ArrayList<>();
        for (SplitStory story : SplitStory.values()) {
            if (members(name).stream()
                    .anyMatch(member -> !ends(member, story, keys(name, story).get(0)))) {
                wrong.add(story);
            }
        }

        assertThat(wrong).contains(SplitStory.ONLY_MINORITY_WRITES, SplitStory.MINORITY_DELETES);
    }

    private static void assertOutcome(String name, SplitStory story) {
        for (String key : keys(name, story)) {
            assertEqualCopies(name, key);
            for (Cache<String, String> member : members(name)) {
                assertThat(ends(member, story, key))
                        .as("%s at %s, copies %s", key, member.getCacheManager(), Copies.ofOwners(members(name), key))
                        .isTrue();
            }
        }
    }

    private static boolean ends(Cache<String, String> member, SplitStory story, String key) {
        CacheEntry<String, String> entry = member.getAdvancedCache().getCacheEntry(key);
        return entry == null
                ? story.outcome() == null
                : entry.getValue().equals(story.outcome()) && entry.getLifespan() == story.lifespan();
    }

    private static void assertEqualCopies(String name, String key) {
        List<Copy> copies = Copies.ofOwners(members(name), key);
        assertThat(copies).hasSizeGreaterThan(1);
        assertThat(copies)
                .extracting(Copy::value)
                .as("%s: %s", key, copies)
                .containsOnly(copies.get(0).value());
        assertThat(copies)
                .extracting(Copy::newest)
                .as("%s: %s", key, copies)
                .containsOnly(copies.get(0).newest());
    }

    private static List<Cache<String, String>> members(String name) {
        return IntStream.range(0, 3)
                .mapToObj(member -> grid.<String, String>cache(member, name))
                .toList();
    }

    private static void awaitView(EmbeddedCacheManager manager, int members) {
        await().atMost(PATIENCE)
                .until(() -> manager.getMembers().size() == members
                        && manager.getCacheNames().stream()
                                .filter(name -> !name.equals("denied"))
                                .allMatch(name -> settled(manager, name, members)));
        await().atMost(PATIENCE)
                .until(() -> manager.getCache("denied").getAdvancedCache().getAvailability()
                        == (members == 1 ? AvailabilityMode.DEGRADED_MODE : AvailabilityMode.AVAILABLE));
    }

    private static boolean whole(EmbeddedCacheManager manager) {
        return manager.getMembers().size() == 3
                && manager.getCacheNames().stream()
                        .allMatch(name -> settled(manager, name, 3)
                                && topology(manager, name).getTopologyId()
                                        == topology(grid.manager(0), name).getTopologyId()
                                && manager.getCache(name).getAdvancedCache().getAvailability()
                                        == AvailabilityMode.AVAILABLE);
    }

    private static boolean settled(EmbeddedCacheManager manager, String name, int members) {
        LocalizedCacheTopology topology = topology(manager, name);
        return topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                && topology.getMembers().size() == members;
    }

    private static LocalizedCacheTopology topology(EmbeddedCacheManager manager, String name) {
        return manager.getCache(name)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology();
    }
}
