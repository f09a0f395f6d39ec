package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member that is not missed by anybody, and does not answer; the first caches would wait a minute for it. */
class TakeoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LAST = 2;
    private static final int KEYS = 50;
    private static final String CACHES = """
            <distributed-cache name="three" owners="3" remote-timeout="60000">
              <grid:consistency read="QUORUM" write="QUORUM" timeout="60s"/>
            </distributed-cache>
            <replicated-cache name="copied" remote-timeout="60000">
              <grid:consistency read="QUORUM" write="QUORUM" timeout="60s"/>
            </replicated-cache>
            <distributed-cache name="waiting" owners="3" remote-timeout="1000">
              <grid:consistency write="QUORUM" timeout="1s" primary-takeover="false"/>
            </distributed-cache>
            <distributed-cache name="brief" owners="3" remote-timeout="3000">
              <grid:consistency read="QUORUM" write="QUORUM" timeout="3s"/>
            </distributed-cache>
            <distributed-cache name="one" owners="3" remote-timeout="1000">
              <grid:consistency write="ONE" timeout="1s"/>
            </distributed-cache>
            """;

    private LocalGrid grid;
    private Cut cut;

    @BeforeEach
    void start() {
        grid = LocalGrid.start(3, CACHES);
    }

    @AfterEach
    void stop() {
        cut.heal();
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "copied"})
    void write_primaryDoesNotAnswer_isDoneByAnotherOwner(String name) {
        Cache<String, String> cache = grid.cache(1, name);
        String key = ownKey(name, LAST);
        cache.put(key, "before");

        cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put(key, "after"));

        assertThat(put).succeedsWithin(PATIENCE);
        assertThat(cache.replace(key, "after", "replaced")).isTrue();
        assertThat(grid.<String, String>cache(0, name).get(key)).isEqualTo("replaced");
        assertThat(grid.manager(0).getMembers()).hasSize(3);
        awaitReplaced(LAST, 0, name);
        assertThat(report(1, name).writes().redirected()).isEqualTo(1);

        cut.heal();
        await().atMost(PATIENCE).until(() -> Copies.isPrimary(grid.cache(LAST, name), key));
        assertThat(grid.<String, String>cache(LAST, name).get(key)).isEqualTo("replaced");
        grid.<String, String>cache(LAST, name).put(key, "again");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Copies.ofOwners(caches(name), key))
                        .hasSize(3)
                        .extracting(Copies.Copy::value)
                        .containsOnly("again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "copied"})
    void write_coordinatorDoesNotAnswer_isDoneByAnotherOwner(String name) {
        Cache<String, String> cache = grid.cache(1, name);
        String key = ownKey(name, 0);
        cache.put(key, "before");

        cutOffCoordinator();
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put(key, "after"));

        assertThat(put).succeedsWithin(PATIENCE);
        assertThat(cache.replace(key, "after", "replaced")).isTrue();
        assertThat(grid.<String, String>cache(LAST, name).get(key)).isEqualTo("replaced");
        assertThat(grid.manager(1).getMembers()).hasSize(3);
        awaitReplaced(0, 1, name);
        assertThat(report(LAST, name).primariesReplaced()).isZero();

        cut.heal();
        await().atMost(PATIENCE).until(() -> Copies.isPrimary(grid.cache(0, name), key));
        assertThat(grid.<String, String>cache(0, name).get(key)).isEqualTo("replaced");
        grid.<String, String>cache(0, name).put(key, "again");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Copies.ofOwners(caches(name), key))
                        .hasSize(3)
                        .extracting(Copies.Copy::value)
                        .containsOnly("again"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caches(name))
                        .extracting(TakeoverIT::topology)
                        .containsOnly(topology(cache)));
    }

    @Test
    void coordinatorReplaced_memberLeavesAfterwards_othersAreBalanced() {
        Cache<String, String> cache = grid.cache(1, "three");
        String key = ownKey("three", 0);
        cutOffCoordinator();
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put(key, "after"));
        assertThat(put).succeedsWithin(PATIENCE);
        cut.heal();
        await().atMost(PATIENCE).until(() -> sameTopology(0, 1));

        grid.manager(LAST).stop();

        await().atMost(PATIENCE).until(() -> owners(cache).size() == 2 && sameTopology(0, 1));
        assertThat(grid.<String, String>cache(0, "three").get(key)).isEqualTo("after");
    }

    @Test
    void coordinatorReplaced_whileItBeginsToRebalance_itBeginsAnew() {
        Cache<String, String> cache = grid.cache(1, "three");
        String key = ownKey("three", 0);
        cutOffCoordinator();
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put(key, "after"));
        CompletableFuture<Void> drained =
                grid.grid(0).drain(Redundancy.REDUCE, PATIENCE).toCompletableFuture();
        await().atMost(PATIENCE).until(() -> topologyOf(grid.cache(0, "three")).getPendingCH() != null);
        assertThat(put).succeedsWithin(PATIENCE);

        cut.heal();

        assertThat(drained).succeedsWithin(PATIENCE);
        assertThat(Copies.isPrimary(grid.cache(0, "three"), key)).isFalse();
        await().atMost(PATIENCE).until(() -> sameTopology(0, 1) && sameTopology(1, LAST));
        assertThat(grid.<String, String>cache(0, "three").get(key)).isEqualTo("after");
    }

    @Test
    void write_onlyOneDoesNotHearTheCoordinator_coordinatorIsNotReplaced() {
        Cache<String, String> cache = grid.cache(1, "brief");
        String key = ownKey("brief", 0);

        cut = Cut.unnoticed(List.of(grid.manager(0)), List.of(grid.manager(1)));

        assertThatThrownBy(() -> cache.put(key, "value")).isInstanceOf(WriteUnknownException.class);
        assertThat(report(1, "brief").primariesReplaced()).isZero();
        grid.<String, String>cache(LAST, "brief").put(key, "by another");
        assertThat(grid.<String, String>cache(0, "brief").get(key)).isEqualTo("by another");
    }

    @Test
    void write_twoDoNotHearEachOther_isDoneByTheThird() {
        Cache<String, String> left = grid.cache(1, "three");
        Cache<String, String> right = grid.cache(LAST, "three");
        String ofRight = ownKey("three", LAST);
        String ofLeft = ownKey("three", 1);

        cut = Cut.unnoticed(List.of(grid.manager(1)), List.of(grid.manager(LAST)));
        CompletableFuture<Void> toRight = CompletableFuture.runAsync(() -> left.put(ofRight, "left"));
        CompletableFuture<Void> toLeft = CompletableFuture.runAsync(() -> right.put(ofLeft, "right"));

        assertThat(toRight).succeedsWithin(PATIENCE);
        assertThat(toLeft).succeedsWithin(PATIENCE);
        assertThat(grid.<String, String>cache(0, "three").get(ofRight)).isEqualTo("left");
        assertThat(grid.<String, String>cache(0, "three").get(ofLeft)).isEqualTo("right");
    }

    @Test
    void read_ownerDoesNotAnswer_othersAreAskedInstead() {
        cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));

        await().atMost(PATIENCE).until(() -> {
            long before = report(0, "three").reads().speculative();
            IntStream.range(0, KEYS).forEach(i -> grid.cache(0, "three").get("key-" + i));
            return report(0, "three").reads().speculative() == before;
        });
    }

    @Test
    void write_notToBeTakenOver_waitsForItsPrimary() {
        Cache<String, String> cache = grid.cache(1, "waiting");
        String key = ownKey("waiting", LAST);

        cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));

        assertThatThrownBy(() -> cache.put(key, "value")).isInstanceOf(WriteUnknownException.class);
        assertThat(report(0, "waiting").primariesReplaced()).isZero();
    }

    @Test
    void writeAtOne_primaryDoesNotAnswer_waitsForIt() {
        Cache<String, String> cache = grid.cache(1, "one");
        String key = ownKey("one", LAST);

        cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));

        assertThatThrownBy(() -> cache.put(key, "value")).isInstanceOf(WriteUnknownException.class);
        assertThat(report(0, "one").primariesReplaced()).isZero();
    }

    private void cutOffCoordinator() {
        cut = Cut.unnoticed(
                List.of(grid.manager(0)),
                grid.managers().subList(1, grid.managers().size()));
    }

    /* Told when the others know: the write may be done by then. */
    private void awaitReplaced(int silent, int by, String cache) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(report(by, cache).primariesReplaced()).isEqualTo(1);
            assertThat(grid.grid(by).report().history())
                    .filteredOn(event -> event.kind() == GridEvent.Kind.AVAILABILITY)
                    .filteredOn(event -> event.subject().equals(cache))
                    .extracting(GridEvent::text)
                    .anyMatch(text -> text.startsWith("member-" + (silent + 1) + " does not answer"));
        });
    }

    private String ownKey(String cache, int primary) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "key-" + i)
                .filter(key -> Copies.isPrimary(grid.cache(primary, cache), key))
                .findFirst()
                .orElseThrow();
    }

    private static LocalizedCacheTopology topologyOf(Cache<?, ?> cache) {
        return cache.getAdvancedCache().getDistributionManager().getCacheTopology();
    }

    private static int topology(Cache<?, ?> cache) {
        return topologyOf(cache).getTopologyId();
    }

    private boolean sameTopology(int one, int other) {
        return topology(grid.cache(one, "three")) == topology(grid.cache(other, "three"));
    }

    private static List<Address> owners(Cache<?, ?> cache) {
        return topologyOf(cache).getActualMembers();
    }

    private ConsistencyReport report(int member, String cache) {
        return Rounds.of(grid.cache(member, cache));
    }

    private List<Cache<String, String>> caches(String name) {
        return IntStream.range(0, 3)
                .mapToObj(member -> grid.<String, String>cache(member, name))
                .toList();
    }
}
