package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.Test;

/**
 * A member that nothing reaches any more, and that nobody has missed yet. It gives no credits back to JGroups' flow control, of
 * which each sender has 4 MB here. No member is taken for slow, so that it is sent every write.
 */
class FrozenMemberIT {

    private static final String CACHES = """
            <distributed-cache name="three" owners="3" remote-timeout="60000">
              <grid:consistency slow-member-threshold="1h" timeout="60s"/>
            </distributed-cache>
            """;
    private static final int PUTS = 40;
    private static final byte[] VALUE = new byte[256 << 10];

    @Test
    void puts_moreThanFlowControlLetsThrough_areNotHeldUp() throws Exception {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            Cache<String, byte[]> cache = grid.cache(0, "three");
            DISCARD frozen = new DISCARD();
            ((JGroupsTransport) GlobalComponentRegistry.componentOf(grid.manager(2), Transport.class))
                    .getChannel()
                    .getProtocolStack()
                    .insertProtocol(frozen, ProtocolStack.Position.ABOVE, TP.class);
            Cache<String, byte[]> other = grid.cache(1, "three");
            frozen.discardAll(true);

            CompletableFuture<Void> puts = CompletableFuture.runAsync(() -> IntStream.range(0, 100 * PUTS)
                    .mapToObj(i -> "key-" + i)
                    .filter(key -> Copies.isPrimary(cache, key) || Copies.isPrimary(other, key))
                    .limit(PUTS)
                    .forEach(key -> cache.put(key, VALUE)));

            assertThat(puts).succeedsWithin(Duration.ofMillis(3_000));
            assertThat(grid.manager(0).getMembers()).hasSize(3);
            frozen.discardAll(false);
        }
    }
}
