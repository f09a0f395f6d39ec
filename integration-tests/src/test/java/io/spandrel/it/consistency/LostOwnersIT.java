package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.junit.jupiter.api.Test;

/** Owners go: in good order, which changes who is counted, or without a word, which does not unless a majority is left. */
class LostOwnersIT {

    private static final String CACHES = """
            <distributed-cache name="two" owners="2" segments="16"><grid:consistency timeout="5s"/></distributed-cache>
            <distributed-cache name="three" owners="3" segments="16"><grid:consistency timeout="5s"/></distributed-cache>
            """;

    @Test
    void puts_membersLeaveInGoodOrder_goOnUntilOneIsLeft() {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            CompletableFuture<Void> two = write(grid.cache(0, "two"), over, done);
            CompletableFuture<Void> three = write(grid.cache(0, "three"), over, done);

            for (int left = 2; left > 0; left--) {
                awaitMore(done);
                assertThat(belowLevel(grid)).isZero();
                grid.stop(left);
                grid.awaitMembers(left);
            }
            awaitMore(done);
            assertThat(belowLevel(grid)).isPositive();

            over.set(true);
            assertThat(two).succeedsWithin(Duration.ofSeconds(10));
            assertThat(three).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void put_oneOfThreeIsLost_isDone_twoAreLost_isRefusedAtOnceAndChangesNothing() {
        try (LocalGrid grid = LocalGrid.start(3, CACHES)) {
            Cache<String, String> survivor = grid.cache(0, "three");
            survivor.put("key", "before");

            lose(grid.manager(2));
            awaitOwners(survivor, 2);
            survivor.put("key", "with one lost");
            lose(grid.manager(1));
            awaitOwners(survivor, 1);

            assertThatExceptionOfType(WriteNotDoneException.class)
                    .isThrownBy(() -> survivor.put("key", "alone"))
                    .satisfies(refused -> {
                        assertThat(refused.acknowledged()).isEmpty();
                        assertThat(refused.missing()).containsValue("cannot be reached");
                    });
            assertThat(survivor.get("key")).isEqualTo("with one lost");
            assertThat(Rounds.of(survivor).writes().notDone()).isOne();
            assertThat(Rounds.of(survivor).writes().unavailable()).isOne();
            grid.grid(0).cache("three").<String, String>with(Consistency.ONE).put("key", "on purpose");
            assertThat(survivor.get("key")).isEqualTo("on purpose");
        }
    }

    /** How many writes a lonely member has acknowledged to itself. */
    private static long belowLevel(LocalGrid grid) {
        return Rounds.of(grid.cache(0, "three")).writes().belowLevel();
    }

    /** Cuts a member off: it tells nobody. */
    private static void lose(EmbeddedCacheManager manager) {
        ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class))
                .getChannel()
                .disconnect();
    }

    private static void awaitOwners(Cache<?, ?> cache, int count) {
        await().until(() -> cache.getAdvancedCache()
                        .getDistributionManager()
                        .getCacheTopology()
                        .getMembers()
                        .size()
                == count);
    }

    private static CompletableFuture<Void> write(Cache<String, String> cache, AtomicBoolean over, AtomicInteger done) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; !over.get(); i++) {
                cache.put("key-" + i % 100, "value-" + i);
                done.incrementAndGet();
            }
        });
    }

    private static void awaitMore(AtomicInteger done) {
        int before = done.get();
        await().until(() -> done.get() > before + 50);
    }
}
