package io.spandrel.it.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainException;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.MemberShare;
import io.spandrel.grid.Redundancy;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member that has handed over what it owns can be stopped, and nobody misses it. */
class DrainIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CACHES = """
            <distributed-cache name="single" owners="1" segments="60"/>
            <distributed-cache name="plain" owners="2" segments="60"/>
            <distributed-cache name="versioned" owners="2" segments="60"><grid:consistency/></distributed-cache>
            <replicated-cache name="everywhere" segments="60"/>
            """;
    private static final List<String> NAMES = List.of("single", "plain", "versioned", "everywhere");
    private static final Map<String, Integer> COPIES = Map.of("single", 1, "plain", 2, "versioned", 2, "everywhere", 2);

    @Test
    void drain_whileOthersWrite_leavesAllCopiesWithThemBeforeItIsStopped() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES);
                Load load = new Load(grid.manager(0), NAMES)) {
            DrainPlan plan = get(grid.grid(2).drainPlan());
            assertThat(plan.obstacles(Redundancy.KEEP)).isEmpty();
            assertThat(part(plan, "single").alone())
                    .isPositive()
                    .isEqualTo(part(plan, "single").segments());
            assertThat(part(plan, "plain").alone()).isZero();

            get(grid.grid(2).drain(Redundancy.KEEP, LONG));

            load.awaitWrites(400);
            Map<String, Map<String, Integer>> written = load.end();
            DrainReport report = grid.grid(2).report().drain();
            assertThat(report.state()).isEqualTo(DrainReport.State.DRAINED);
            assertThat(report.segments()).isZero();
            assertThat(report.segmentsAtStart()).isPositive();
            written.forEach((cache, entries) -> entries.forEach((key, number) -> {
                assertThat(holders(grid, 2, cache, key)).as(cache + " " + key).isEqualTo(COPIES.get(cache));
                assertThat(grid.cache(2, cache).get(key)).isEqualTo(number);
            }));

            grid.stop(2);

            written.forEach((cache, entries) -> entries.forEach((key, number) -> {
                assertThat(holders(grid, 2, cache, key)).as(cache + " " + key).isEqualTo(COPIES.get(cache));
                assertThat(grid.cache(1, cache).get(key)).isEqualTo(number);
            }));
        }
    }

    @Test
    void restart_ofAllMembersOneAfterTheOther_losesNothingThatWasAcknowledged() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES);
                Load load = new Load(grid.manager(1), NAMES)) {
            for (int i = 0; i < 3; i++) {
                load.through(grid.manager(1));
                get(grid.grid(0).drain(Redundancy.KEEP, LONG));
                grid.stop(0);
                grid.add();
                grid.awaitMembers(3);
            }
            load.awaitWrites(2);

            load.end()
                    .forEach((cache, entries) -> entries.forEach(
                            (key, number) -> assertThat(grid.cache(2, cache).get(key))
                                    .as(cache + " " + key)
                                    .isEqualTo(number)));
        }
    }

    @Test
    void drain_coordinatorLostAndAnotherMemberJoins_isNeverGivenSegmentsBack() throws Exception {
        String slow = """
                <distributed-cache name="cache" owners="2" segments="60"><state-transfer chunk-size="1"/></distributed-cache>
                """;
        try (LocalGrid grid = LocalGrid.start(4, slow)) {
            Cache<Integer, Integer> cache = grid.cache(3, "cache");
            IntStream.range(0, 3_000).forEach(i -> cache.put(i, i));
            OwnedSegments owned = OwnedSegments.watch(cache);

            CompletionStage<Void> drained = grid.grid(3).drain(Redundancy.KEEP, LONG);
            owned.awaitHandingOver();
            assertThat(drained.toCompletableFuture()).isNotDone();
            EmbeddedCacheManager lost = grid.manager(0);
            transport(lost).getChannel().close();
            get(drained);

            assertThat(grid.grid(3).members()).hasSize(3);
            IntStream.range(0, 3_000)
                    .forEach(i -> assertThat(
                                    grid.<Integer, Integer>cache(1, "cache").get(i))
                            .isEqualTo(i));
            grid.stop(0);
            grid.add();
            grid.awaitMembers(4);
            assertThat(grid.grid(2).report().drain().segments()).isZero();
            assertThat(owned.givenBack()).isEmpty();
            assertThat(grid.grid(3).cache("cache").report().ring().shares())
                    .filteredOn(share -> share.member().equals("member-4"))
                    .extracting(MemberShare::ownedSegments)
                    .containsExactly(0);
        }
    }

    @Test
    void drain_tooFewOthers_isRefusedWithTheCacheAndWhatHelps() throws Exception {
        try (LocalGrid grid = LocalGrid.start(2, CACHES)) {
            grid.manager(1).defineConfiguration("own", new ConfigurationBuilder().build());
            grid.cache(1, "own").put("key", "value");

            assertThatThrownBy(() -> get(grid.grid(1).drain(Redundancy.KEEP, LONG)))
                    .isInstanceOf(DrainException.class)
                    .hasMessageContaining("cache 'plain' wants 2 owners, and can have 1 without this member")
                    .hasMessageContaining("accept fewer copies")
                    .hasMessageNotContaining("'single'");
            assertThat(grid.grid(1).report().drain().state()).isEqualTo(DrainReport.State.IDLE);
            assertThat(part(get(grid.grid(1).drainPlan()), "own").notes())
                    .containsExactly("is held by this member alone; entries that go with it: 1");

            get(grid.grid(1).drain(Redundancy.REDUCE, LONG));

            assertThat(grid.grid(1).report().drain().state()).isEqualTo(DrainReport.State.DRAINED);
            assertThatThrownBy(() -> get(grid.grid(0).drain(Redundancy.REDUCE, LONG)))
                    .isInstanceOf(DrainException.class)
                    .hasMessageContaining("has no other member that could own it: start another member");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void stop_ofAllOthersAfterADrain_leavesTheDrainedMemberInCharge(int drained) throws Exception {
        try (LocalGrid grid = LocalGrid.start(2, CACHES)) {
            get(grid.grid(drained).drain(Redundancy.REDUCE, LONG));

            grid.stop(1 - drained);

            awaitSegments(grid.grid(0), 3 * 60);
            grid.cache(0, "plain").put("key", "value");
            assertThat(grid.cache(0, "plain").get("key")).isEqualTo("value");
        }
    }

    @Test
    void drain_rebalancingOff_isRefusedByAnotherMemberToo() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            grid.grid(0).cache("plain").rebalancing(false);
            Drain drain = grid.grid(0).drainOf("member-3");

            assertThatThrownBy(() -> get(drain.begin(Redundancy.KEEP, LONG)))
                    .isInstanceOf(DrainException.class)
                    .hasMessageContaining("cache 'plain' must not move entries, as rebalancing is off");
            assertThat(get(drain.plan()).obstacles(Redundancy.KEEP))
                    .extracting(DrainPlan.Obstacle::cache)
                    .containsExactly("plain");
        }
    }

    @Test
    void cancel_whileDrainingAndAfterwards_givesTheShareBack() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            IntStream.range(0, 500).forEach(i -> grid.cache(0, "single").put(i, i));
            Drain drain = grid.grid(0).drainOf("member-3");
            int before = grid.grid(2).report().drain().segments();

            CompletionStage<Void> waiting = grid.grid(2).drain(Redundancy.KEEP, LONG);
            get(drain.begin(Redundancy.KEEP, LONG));
            get(grid.grid(2).cancelDrain());
            assertThatThrownBy(() -> get(waiting)).isInstanceOf(CancellationException.class);
            awaitSegments(grid.grid(2), before);
            get(grid.grid(2).drain(Redundancy.KEEP, LONG));
            assertThat(get(drain.report()).state()).isEqualTo(DrainReport.State.DRAINED);
            get(drain.cancel());

            awaitSegments(grid.grid(2), before);
            grid.awaitMembers(3);
            assertThat(grid.grid(2).report().drain().state()).isEqualTo(DrainReport.State.IDLE);
            assertThat(grid.grid(2).report().history())
                    .filteredOn(event -> event.kind() == GridEvent.Kind.DRAIN)
                    .isNotEmpty();
            IntStream.range(0, 500)
                    .forEach(i -> assertThat(
                                    grid.<Integer, Integer>cache(0, "single").get(i))
                            .isEqualTo(i));
        }
    }

    private static void awaitSegments(Grid grid, int segments) {
        await().atMost(LONG).until(() -> grid.report().drain().segments() == segments);
    }

    /** How many of the first members have a copy in memory. */
    private static int holders(LocalGrid grid, int members, String cache, String key) {
        return (int) IntStream.range(0, members)
                .filter(i -> grid.cache(i, cache)
                        .getAdvancedCache()
                        .getDataContainer()
                        .containsKey(key))
                .count();
    }

    private static JGroupsTransport transport(EmbeddedCacheManager manager) {
        return (JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class);
    }

    private static DrainPlan.CachePlan part(DrainPlan plan, String cache) {
        return plan.caches().stream()
                .filter(part -> part.cache().equals(cache))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
