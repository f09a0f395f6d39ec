package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.topology.ClusterTopologyManager;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.View;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.pbcast.GMS;
import org.junit.jupiter.api.Test;

/** A member joins while views merge, and is not forgotten over it. */
class JoinDuringMergeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KEYS = 100;
    private static final String CACHE = """
            <replicated-cache name="cache" segments="16">
              <grid:consistency read="QUORUM" write="QUORUM" timeout="20s" slow-member-threshold="10s"/>
            </replicated-cache>
            """;

    /** All that were started, also those that are not up yet. */
    private final List<EmbeddedCacheManager> started = new CopyOnWriteArrayList<>();

    @Test
    void merge_stateIsOnItsWayToAJoiner_isSentAnew() {
        try (LocalGrid grid = LocalGrid.start(2, started::add, CACHE)) {
            IntStream.range(0, KEYS).forEach(i -> grid.cache(0, "cache").put("key-" + i, "value"));
            List<LostTransfers> transfers = Stream.of(0, 1)
                    .map(i -> LostTransfers.from(grid.cache(i, "cache")))
                    .toList();
            CompletableFuture<Void> join = CompletableFuture.runAsync(grid::add);
            await().atMost(PATIENCE).until(() -> transfers.stream().anyMatch(LostTransfers::asked));

            Cut cut = Cut.between(List.of(started.get(0), started.get(2)), List.of(started.get(1)));
            await().atMost(PATIENCE)
                    .until(() -> Copies.members(grid.cache(0, "cache")) == 2
                            && Copies.members(grid.cache(1, "cache")) == 1
                            && transfers.get(0).asked());
            transfers.forEach(LostTransfers::over);
            cut.heal();

            assertThat(join).succeedsWithin(PATIENCE);
            grid.awaitMembers(3);
            assertThat(grid.cache(2, "cache")
                            .getAdvancedCache()
                            .getDataContainer()
                            .size())
                    .isEqualTo(KEYS);
        }
    }

    /* The coordinator does not hear all of its view yet, so that it makes joiners wait; then another one coordinates. */
    @Test
    void merge_joinWaitsAtAFormerCoordinator_isSentToTheOther() {
        try (LocalGrid grid = LocalGrid.start(2, started::add, CACHE)) {
            JChannel former = channel(0);
            JChannel next = channel(1);
            Cut cut = Cut.unnoticed(List.of(started.get(0)), List.of(started.get(1)));
            install(former, merge(former, former, next));
            CompletableFuture<Void> join = CompletableFuture.runAsync(grid::add);
            await().atMost(PATIENCE).until(() -> joinsWaiting(started.get(0)) == 1);
            channel(2).getProtocolStack().removeProtocol(FD_ALL3.class);

            View view = merge(next, next, former, channel(2));
            Stream.of(next, former, channel(2)).forEach(channel -> install(channel, view));
            cut.heal();

            assertThat(join).succeedsWithin(PATIENCE);
            grid.awaitMembers(3);
        }
    }

    private JChannel channel(int index) {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(started.get(index), Transport.class))
                .getChannel();
    }

    /** The view after that of the last of the members, led by the first. */
    private static MergeView merge(JChannel creator, JChannel... members) {
        List<Address> addresses = Stream.of(members).map(JChannel::getAddress).toList();
        long last = Stream.of(members)
                .mapToLong(member -> member.getView().getViewId().getId())
                .max()
                .orElseThrow();
        List<View> sides = Stream.of(members)
                .map(member -> new View(member.getAddress(), last, List.of(member.getAddress())))
                .toList();
        return new MergeView(creator.getAddress(), last + 1, addresses, sides);
    }

    private static void install(JChannel channel, View view) {
        GMS membership = channel.getProtocolStack().findProtocol(GMS.class);
        membership.installView(view);
    }

    private static int joinsWaiting(EmbeddedCacheManager manager) throws ReflectiveOperationException {
        ClusterTopologyManager coordinator = GlobalComponentRegistry.componentOf(manager, ClusterTopologyManager.class);
        return ((Map<?, ?>) field(field(coordinator, "joinViewFuture"), "futures")).size();
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
