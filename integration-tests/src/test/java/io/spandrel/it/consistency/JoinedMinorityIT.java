package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.junit.jupiter.api.Test;

/**
 * Of three owners one was cut off, and the two others acknowledged what it has not. One of these is lost and comes back, empty, to the
 * one that was cut off: two of three, of whom none knows what was acknowledged.
 */
class JoinedMinorityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void join_toAMemberThatWasCutOff_isNoMajorityUntilTheThirdIsBack() {
        try (LocalGrid grid = LocalGrid.start(3, """
                <replicated-cache name="cache">
                  <grid:consistency read="QUORUM" write="QUORUM" timeout="500ms"/>
                </replicated-cache>
                """)) {
            EmbeddedCacheManager lost = grid.manager(0);
            EmbeddedCacheManager away = grid.manager(1);
            EmbeddedCacheManager cutOff = grid.manager(2);
            /* By all three: a majority may leave out the one that is cut off next. */
            grid.grid(1).cache("cache").<String, String>with(Consistency.ALL).put("key", "before");
            Cut cut = Cut.between(List.of(lost, away), List.of(cutOff));
            await().atMost(PATIENCE)
                    .until(() -> Copies.members(cache(lost)) == 2
                            && Copies.members(cache(away)) == 2
                            && Copies.members(cache(cutOff)) == 1);
            cache(away).put("key", "acknowledged");
            disconnect(lost);
            disconnect(away);
            grid.stop(0);
            cut.heal();

            grid.add();

            EmbeddedCacheManager back = grid.manager(2);
            await().atMost(PATIENCE)
                    .until(() -> Copies.members(cache(back)) == 2 && Copies.members(cache(cutOff)) == 2);
            for (Cache<String, String> cache : List.of(cache(back), cache(cutOff))) {
                assertThatThrownBy(() -> cache.get("key")).isInstanceOf(ReadUnavailableException.class);
                assertThatThrownBy(() -> cache.put("key", "few")).isInstanceOf(WriteNotDoneException.class);
                assertThatThrownBy(() -> cache.replace("key", "before", "few"))
                        .isInstanceOf(WriteNotDoneException.class);
            }
            assertThat(grid.grid(2)
                            .cache("cache")
                            .<String, String>with(Consistency.ONE)
                            .get("key"))
                    .isEqualTo("before");

            grid.stop(0);
            grid.add();
            grid.awaitMembers(3);
            cache(back).put("key", "after");
            assertThat(cache(cutOff).get("key")).isEqualTo("after");
        }
    }

    private static Cache<String, String> cache(EmbeddedCacheManager manager) {
        return manager.getCache("cache");
    }

    /** It tells nobody. */
    private static void disconnect(EmbeddedCacheManager manager) {
        ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class))
                .getChannel()
                .disconnect();
    }
}
