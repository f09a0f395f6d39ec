package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.TombstonesReport;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What limits kept from being remembered is made good by comparing owners; until they agree, it stays marked. */
class MarksIT {

    private static final int MEMBERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, """
                <replicated-cache name="small" segments="1">
                  <grid:consistency/>
                  <grid:tombstones grace="300ms" sweep-interval="20ms" max-memory="1KB"/>
                  <grid:hinted-handoff window="100ms"/>
                  <grid:anti-entropy interval="0"/>
                </replicated-cache>
                <replicated-cache name="undecided" segments="1">
                  <grid:consistency read-repair="off"/>
                  <grid:tombstones max-memory="1KB"/>
                  <grid:anti-entropy interval="0"/>
                </replicated-cache>
                <replicated-cache name="owed">
                  <grid:consistency/>
                  <grid:hinted-handoff replay-interval="50ms"/>
                  <grid:anti-entropy interval="0"/>
                </replicated-cache>
                """);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @Test
    void compareOwners_deletesWereForgotten_olderWritesAreTakenAgainAfterGrace() {
        long older = Version.of(System.currentTimeMillis() - 1_000, 0, 1);
        forgetDeletes("small");
        Cache<String, String> cache = cache(0, "small");
        await().atMost(PATIENCE).until(() -> tombstones(0, "small").live() == 0);
        Copies.put(cache, "late", "value", older);
        assertThat(Copies.at(cache, "late").value()).isNull();
        assertThat(tombstones(0, "small").needFullCompare()).isEqualTo(1);

        compare("small");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(0, 1))
                        .allMatch(member -> tombstones(member, "small").needFullCompare() == 0));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Copies.put(cache, "late", "value", older);
            assertThat(Copies.at(cache, "late").value()).isEqualTo("value");
        });
    }

    /* The one has deleted the key and forgot it, the other still holds it: which of the two is right cannot be told. */
    @Test
    void compareOwners_aValueMayHaveBeenDeleted_staysMarkedUntilTheKeyIsWrittenAgain() {
        cache(0, "undecided").put("victim", "value");
        forgetDeletes("undecided");
        Copies.remove(cache(0, "undecided"), "victim", Version.of(System.currentTimeMillis(), 1, 1));

        compare("undecided");

        await().atMost(PATIENCE).until(() -> sum("undecided", AntiEntropyReport::notRepaired) > 0);
        assertThat(tombstones(0, "undecided").needFullCompare()).isEqualTo(1);
        assertThat(Copies.at(cache(1, "undecided"), "victim").value()).isEqualTo("value");

        cache(0, "undecided").put("victim", "again");
        compare("undecided");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(0, 1))
                        .allMatch(member -> tombstones(member, "undecided").needFullCompare() == 0));
    }

    /* What owners have forgotten goes with the segment; so do the values. */
    @Test
    void join_deletesWereForgotten_theNewOwnerHasTheValues() {
        try (LocalGrid growing = LocalGrid.start(MEMBERS, """
                <replicated-cache name="growing" segments="1">
                  <grid:consistency/><grid:tombstones max-memory="1KB"/><grid:anti-entropy interval="0"/>
                </replicated-cache>
                """)) {
            Cache<String, String> cache = growing.cache(0, "growing");
            IntStream.range(0, 40).forEach(i -> cache.put("kept-" + i, "value"));
            IntStream.range(0, 40).forEach(i -> cache.put("key-" + i, "value"));
            IntStream.range(0, 40).forEach(i -> cache.remove("key-" + i));
            assertThat(growing.grid(0).cache("growing").report().tombstones().needFullCompare())
                    .isEqualTo(1);

            growing.add();
            growing.awaitMembers(MEMBERS + 1);

            Cache<String, String> joined = growing.cache(MEMBERS, "growing");
            assertThat(IntStream.range(0, 40).mapToObj(i -> Copies.at(joined, "kept-" + i)))
                    .extracting(Copies.Copy::value)
                    .containsOnly("value");
            assertThat(IntStream.range(0, 40).mapToObj(i -> Copies.at(joined, "key-" + i)))
                    .extracting(Copies.Copy::value)
                    .containsOnlyNulls();
        }
    }

    @Test
    void compareOwners_hintsWereDropped_theMemberNeedsRepairNoMore() {
        Cache<String, String> debtor = cache(0, "owed");
        get(grid.grid(0).cache("owed").pauseHandoff("member-2"));
        String key = "key";
        long version = Version.of(System.currentTimeMillis(), 0, 1);
        Copies.put(debtor, key, "value", version);
        ComponentRegistry.componentOf(debtor, CacheHints.class)
                .debts(key, Copies.segment(debtor, key), version)
                .owe(grid.manager(1).getAddress());
        get(grid.grid(0).cache("owed").dropHints("member-2"));
        get(grid.grid(0).cache("owed").resumeHandoff("member-2"));
        assertThat(grid.grid(0).cache("owed").report().handoff().targets())
                .containsExactly(new HandoffReport.Target("member-2", 0, 0, false, true));

        await().atMost(PATIENCE).untilAsserted(() -> {
            compare("owed");
            assertThat(grid.grid(0).cache("owed").report().handoff().targets()).isEmpty();
        });

        assertThat(Copies.at(cache(1, "owed"), key).value()).isEqualTo("value");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grid.grid(0).report().history())
                        .extracting(GridEvent::text)
                        .contains("a comparison of owners has repaired member-2"));
    }

    /** Deletes as many keys as are not remembered. */
    private static void forgetDeletes(String name) {
        IntStream.range(0, 40).forEach(i -> cache(0, name).put("key-" + i, "value"));
        IntStream.range(0, 40).forEach(i -> cache(0, name).remove("key-" + i));
        assertThat(tombstones(0, name).forgotten()).isPositive();
    }

    private static void compare(String name) {
        long runs = sum(name, AntiEntropyReport::runs);
        get(grid.grid(0).cache(name).compareOwners());
        await().atMost(PATIENCE).until(() -> sum(name, AntiEntropyReport::runs) >= runs + MEMBERS);
    }

    private static long sum(String name, ToLongFunction<AntiEntropyReport> what) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.grid(i).cache(name).report().antiEntropy())
                .mapToLong(what)
                .sum();
    }

    private static TombstonesReport tombstones(int member, String name) {
        return grid.grid(member).cache(name).report().tombstones();
    }

    private static Cache<String, String> cache(int member, String name) {
        return grid.cache(member, name);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
