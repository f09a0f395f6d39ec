package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Conflict;
import io.spandrel.grid.ConflictPage;
import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.Consistency;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.topology.CacheTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition has cut one of three members off, both sides have written the same keys, and it has healed. */
class ConflictIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAJORITY = 0;
    private static final int MINORITY = 2;

    private static final String CACHES = """
            <distributed-cache name="newest" owners="3" segments="16">
              <grid:consistency slow-member-threshold="10s" conflict-log="2"/>
            </distributed-cache>
            <distributed-cache name="largest" owners="3" segments="16">
              <grid:consistency slow-member-threshold="10s" conflict-resolver="largest"/>
            </distributed-cache>
            <replicated-cache name="older" segments="16">
              <grid:consistency slow-member-threshold="10s" conflict-resolver="io.spandrel.it.consistency.OlderStays"/>
            </replicated-cache>
            <distributed-cache name="nobody" owners="3" segments="16">
              <grid:consistency slow-member-threshold="10s" conflict-resolver="io.spandrel.it.consistency.NobodyStays" conflict-log="0"/>
            </distributed-cache>
            """;

    private static final List<String> NAMES = List.of("newest", "largest", "older", "nobody");

    private static LocalGrid grid;

    @BeforeAll
    static void splitAndHeal() {
        grid = LocalGrid.start(3, CACHES);
        for (String name : NAMES) {
            for (String key : List.of("stale", "deleted", "revived")) {
                grid.cache(MAJORITY, name).put(key, "a long value of before");
            }
        }

        Cut cut = Cut.between(List.of(grid.manager(0), grid.manager(1)), List.of(grid.manager(2)));
        IntStream.range(0, 3).forEach(member -> awaitAlone(member, member == MINORITY ? 1 : 2));
        for (String name : NAMES) {
            write(open(MAJORITY, name), open(MINORITY, name));
        }

        cut.heal();
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, 3)
                        .allMatch(member -> NAMES.stream().allMatch(name -> together(member, name))));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    private static void write(Cache<String, String> majority, Cache<String, String> minority) {
        majority.put("both", "long of majority");
        majority.put("stale", "short");
        minority.put("deleted", "long of minority");
        majority.remove("revived");
        majority.put("thrice", "first of majority");
        awaitLaterVersions();
        minority.put("both", "minority");
        majority.remove("deleted");
        minority.put("revived", "minority");
        minority.put("thrice", "a long first of minority");
        awaitLaterVersions();
        majority.put("thrice", "majority");
        awaitLaterVersions();
        minority.put("thrice", "minority");
        minority.put("again", "2");
        majority.put("again", "2");
    }

    /** A cache that acknowledges what one side alone has. */
    private static Cache<String, String> open(int member, String name) {
        return grid.grid(member).cache(name).with(Consistency.ONE);
    }

    /** What is written afterwards is newer, on whichever side: versions of different members compare by milliseconds. */
    private static void awaitLaterVersions() {
        long now = System.currentTimeMillis();
        await().until(() -> System.currentTimeMillis() > now + 1);
    }

    @Test
    void both_largest_theLongerStaysThoughItIsOlder() {
        assertThat(everywhere("largest", "both")).isEqualTo("long of majority");
    }

    @Test
    void both_ownClass_whatItChoseStays() {
        assertThat(everywhere("older", "both")).isEqualTo("long of majority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "nobody"})
    void both_nobodyDecides_theNewerStays(String name) {
        assertThat(everywhere(name, "both")).isEqualTo("minority");
    }

    /* Each side has its own last write alone to offer: what it had written before is nobody's choice. */
    @Test
    void thrice_ownClass_aSideOffersItsLastWriteAlone() {
        assertThat(everywhere("older", "thrice")).isEqualTo("majority");
        assertThat(everywhere("largest", "thrice")).isEqualTo("minority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "largest", "older", "nobody"})
    void stale_oneSideHasWritten_itsValueStays(String name) {
        assertThat(everywhere(name, "stale")).isEqualTo("short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "largest", "older", "nobody"})
    void deleted_theDeleteIsNewer_itStaysDeleted(String name) {
        assertThat(everywhere(name, "deleted")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "largest", "older", "nobody"})
    void revived_theValueIsNewer_itStaysAndIsLogged(String name) {
        assertThat(everywhere(name, "revived")).isEqualTo("minority");
        assertThat(sum(name).deletes()).isEqualTo(1);
    }

    @Test
    void settled_writtenAgain_theNewValueStays() {
        for (String name : NAMES) {
            grid.cache(1, name).put("again", "after");

            assertThat(everywhere(name, "again")).isEqualTo("after");
        }
    }

    @Test
    void report_ownResolver_countsWhatItHasDecided() {
        ConflictsReport largest = sum("largest");

        assertThat(largest.settled()).isEqualTo(4);
        assertThat(largest.olderKept()).isEqualTo(1);
        assertThat(largest.resolverFailures()).isZero();
        assertThat(sum("older").olderKept()).isEqualTo(3);
    }

    @Test
    void report_throwingResolver_countsItsFailures() {
        ConflictsReport nobody = sum("nobody");

        assertThat(nobody.resolverFailures()).isGreaterThanOrEqualTo(3);
        assertThat(nobody.settled()).isGreaterThanOrEqualTo(4);
        assertThat(nobody.olderKept()).isZero();
        assertThat(nobody.logged()).isZero();
        assertThat(nobody.overwritten()).isEqualTo(nobody.settled());
    }

    @Test
    void log_fullOnAMember_isBounded() {
        ConflictsReport newest = sum("newest");

        assertThat(newest.logged() + newest.overwritten()).isGreaterThanOrEqualTo(4);
        assertThat(reports("newest"))
                .allSatisfy(report -> assertThat(report.logged()).isLessThanOrEqualTo(2));
    }

    @Test
    void conflicts_ofAllMembers_arePagedTheLastOneFirst() {
        List<Conflict> all = new ArrayList<>();
        ConflictPage page = conflicts(1, null, 1, true);
        all.addAll(page.conflicts());
        while (page.next() != null) {
            page = conflicts(1, page.next(), 1, true);
            assertThat(page.conflicts()).hasSize(1);
            all.addAll(page.conflicts());
        }

        assertThat(all)
                .extracting(one -> one.key().text())
                .containsExactlyInAnyOrder("both", "again", "revived", "thrice");
        assertThat(all).isEqualTo(conflicts(MINORITY, null, 500, true).conflicts());
        assertThat(all).isSortedAccordingTo((one, other) -> other.at().compareTo(one.at()));
    }

    @Test
    void conflict_valuesAskedFor_tellsBothOutcomes() {
        Conflict both = conflict("both", true);

        assertThat(both.resolver()).isEqualTo("largest");
        assertThat(both.kept().value()).isNotNull();
        assertThat(both.kept().value().text()).isEqualTo("long of majority");
        assertThat(both.dropped().value()).isNotNull();
        assertThat(both.dropped().value().text()).isEqualTo("minority");
        assertThat(both.kept().written()).isBefore(both.dropped().written());
        Conflict revived = conflict("revived", true);
        assertThat(revived.resolver()).isEqualTo("newest");
        assertThat(revived.dropped().deleted()).isTrue();
        assertThat(revived.dropped().value()).isNull();
    }

    @Test
    void conflict_valuesNotAskedFor_tellsNone() {
        Conflict both = conflict("both", false);

        assertThat(both.kept().value()).isNull();
        assertThat(both.dropped().value()).isNull();
        assertThat(both.kept().deleted()).isFalse();
    }

    @Test
    void event_ofTheMerge_tellsHowManyConflicts() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grid.managers().stream()
                                .flatMap(manager -> Grid.of(manager).report().history().stream())
                                .filter(event -> event.kind() == GridEvent.Kind.MERGE
                                        && event.subject().equals("largest"))
                                .map(GridEvent::text))
                        .singleElement()
                        .asString()
                        .contains(", of which both sides had written 4, and agree now"));
    }

    private static Conflict conflict(String key, boolean values) {
        return conflicts(MAJORITY, null, 500, values).conflicts().stream()
                .filter(one -> one.key().text().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static ConflictPage conflicts(int member, String after, int limit, boolean values) {
        return grid.grid(member)
                .cache("largest")
                .conflicts(after, limit, values)
                .toCompletableFuture()
                .join();
    }

    private static List<ConflictsReport> reports(String name) {
        return IntStream.range(0, 3)
                .mapToObj(member ->
                        grid.grid(member).cache(name).report().consistency().conflicts())
                .toList();
    }

    /** Of all members. */
    private static ConflictsReport sum(String name) {
        return reports(name).stream()
                .reduce((one, other) -> new ConflictsReport(
                        one.resolver(),
                        one.settled() + other.settled(),
                        one.olderKept() + other.olderKept(),
                        one.deletes() + other.deletes(),
                        one.resolverFailures() + other.resolverFailures(),
                        one.logged() + other.logged(),
                        one.loggedMax(),
                        one.overwritten() + other.overwritten()))
                .orElseThrow();
    }

    /** What all three owners hold under the same version. */
    private static String everywhere(String name, String key) {
        List<Cache<String, String>> members = IntStream.range(0, 3)
                .mapToObj(member -> grid.<String, String>cache(member, name))
                .toList();
        await().atMost(PATIENCE).until(() -> members.stream().allMatch(Copies::idle));
        List<Copy> copies = Copies.ofOwners(members, key);
        assertThat(copies).hasSize(3);
        assertThat(copies)
                .extracting(Copy::newest)
                .as("%s", copies)
                .containsOnly(copies.get(0).newest());
        assertThat(copies)
                .extracting(Copy::value)
                .as("%s", copies)
                .containsOnly(copies.get(0).value());
        return (String) copies.get(0).value();
    }

    /* The event of a topology is noted when everybody else on the member has heard of it. */
    private static void awaitAlone(int member, int members) {
        await().atMost(PATIENCE)
                .until(() -> grid.manager(member).getMembers().size() == members
                        && NAMES.stream().allMatch(name -> settled(member, name, members) && noted(member, name)));
    }

    private static boolean noted(int member, String name) {
        String text = "topology " + topology(member, name).getTopologyId() + " of ";
        return grid.grid(member).report().history().stream()
                .anyMatch(event -> event.kind() == GridEvent.Kind.TOPOLOGY
                        && event.subject().equals(name)
                        && event.text().startsWith(text));
    }

    private static boolean together(int member, String name) {
        return settled(member, name, 3)
                && topology(member, name).getTopologyId() == topology(0, name).getTopologyId();
    }

    private static boolean settled(int member, String name, int members) {
        LocalizedCacheTopology topology = topology(member, name);
        return topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                && topology.getMembers().size() == members;
    }

    private static LocalizedCacheTopology topology(int member, String name) {
        return grid.cache(member, name)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology();
    }
}
