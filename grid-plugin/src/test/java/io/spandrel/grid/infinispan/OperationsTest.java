package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridOperationException;
import io.spandrel.grid.Segment;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.OperationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operation asked of one member does on all. */
class OperationsTest {

    private static final String CACHES = """
            <grid:grid><grid:telemetry correlation="true"/></grid:grid>
            <replicated-cache name="bounded" segments="16">
              <grid:eviction policy="lru" max-count="100"/>
            </replicated-cache>
            <distributed-cache name="plain" segments="16"/>
            """;

    private TestCluster cluster;

    @BeforeEach
    void start() {
        cluster = TestCluster.of(2, CACHES);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void change_bound_isInForceOnAllMembersAndRemembered() throws Exception {
        fill("bounded", 50);

        get(cluster.grid(1).cache("bounded").change("eviction", "max-count", "10"));

        for (int i = 0; i < 2; i++) {
            EvictionReport eviction = cluster.grid(i).cache("bounded").report().eviction();
            assertThat(eviction.bound()).isEqualTo(10);
            assertThat(eviction.entries()).isLessThanOrEqualTo(10);
            assertThat(cluster.grid(i).cache("bounded").report().settings())
                    .filteredOn(setting -> setting.attribute().equals("max-count"))
                    .extracting(setting -> setting.value() + " " + setting.origin())
                    .containsExactly("10 changed at run time");
            assertThat(last(i, GridEvent.Kind.CONFIGURATION)).startsWith("eviction max-count changed to 10");
        }
    }

    @Test
    void boundAfter_aChangeNotMade_isTheBoundItWouldSet() {
        GridCache cache = cluster.grid(0).cache("bounded");

        assertThat(cache.boundAfter("eviction", "max-count", "10")).isEqualTo(10);

        assertThat(cache.report().eviction().bound()).isEqualTo(100);
        assertThatThrownBy(() -> cache.boundAfter("eviction", "max-count", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-count=\"0\"");
        assertThatThrownBy(() -> cluster.grid(0).cache("plain").boundAfter("eviction", "max-count", "5"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void change_refusedValue_changesNothing() {
        GridCache cache = cluster.grid(0).cache("bounded");

        assertThatThrownBy(() -> cache.change("eviction", "max-count", "-3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-count=\"-3\"");
        assertThatThrownBy(() -> cache.change("eviction", "policy", "clock"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be changed at run time");
        assertThatThrownBy(() -> cluster.grid(0).cache("plain").change("eviction", "max-count", "5"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(cluster.grid(1).cache("bounded").report().eviction().bound()).isEqualTo(100);
    }

    @Test
    void evictNow_withinBound_evictsNothing() throws Exception {
        fill("bounded", 50);

        assertThat(get(cluster.grid(0).cache("bounded").evictNow())).isZero();

        assertThat(last(1, GridEvent.Kind.OPERATION)).startsWith("evicted 0 entries on demand");
    }

    @Test
    void evictNow_cacheWithoutBound_fails() {
        assertThatThrownBy(() -> get(cluster.grid(0).cache("plain").evictNow()))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Cache 'plain' has no <grid:eviction>");
    }

    @Test
    void expireNow_lifespanOver_removesEverywhere() throws Exception {
        cluster.cache(0, "bounded").put("short", "life", 1, TimeUnit.MILLISECONDS);
        await().until(() -> cluster.cache(1, "bounded").get("short") == null);

        get(cluster.grid(1).cache("bounded").expireNow());

        /* The read above may have begun to remove the entry itself: then it is gone when that removal is through. */
        for (int i = 0; i < 2; i++) {
            GridCache member = cluster.grid(i).cache("bounded");
            await().untilAsserted(() ->
                    assertThat(member.report().statistics().entries()).isZero());
        }
    }

    @Test
    void clear_askedOfOneMember_emptiesAll() throws Exception {
        fill("plain", 20);

        get(cluster.grid(1).cache("plain").clear());

        assertThat(cluster.cache(0, "plain")).isEmpty();
        assertThat(last(1, GridEvent.Kind.OPERATION)).startsWith("cleared on demand");
    }

    @Test
    void rebalancing_off_keepsOwnersUntilItIsOnAgain() {
        cluster.grid(1).cache("plain").rebalancing(false);
        assertThat(cluster.grid(1).cache("plain").report().rebalancing()).isEqualTo("SUSPENDED");

        cluster.join(CACHES);

        await().untilAsserted(
                        () -> assertThat(cluster.grid(2).cache("plain").report().rebalancingEnabled())
                                .isFalse());
        assertThat(primaries(2)).doesNotContain("c");
        cluster.grid(0).cache("plain").rebalancing(true);
        await().untilAsserted(() -> assertThat(primaries(2)).contains("c"));
    }

    @Test
    void correlation_ofAnOperation_isTheSameOnAllMembers() throws Exception {
        get(cluster.grid(0).cache("bounded").expireNow());

        String here = last(0, GridEvent.Kind.OPERATION);
        assertThat(here).matches("removed what had expired on demand \\[[0-9a-f-]{36}]");
        assertThat(last(1, GridEvent.Kind.OPERATION)).isEqualTo(here);
    }

    @Test
    void operation_failingOnOneMember_namesIt() throws Exception {
        LocalMember member = GlobalComponentRegistry.componentOf(cluster.manager(0), LocalMember.class);
        OperationCommand unknown = OperationCommand.of("polish", "plain", "");

        assertThatThrownBy(() -> get(member.component(Operations.class).everywhere(unknown, Duration.ofSeconds(5))))
                .hasCauseInstanceOf(GridOperationException.class)
                .hasMessageContaining("polish of cache 'plain' was not done on "
                        + "a (Operation 'polish' is not known here), b (Operation 'polish' is not known here)");
    }

    @Test
    void listener_ofOperations_hearsBeginAndEnd() throws Exception {
        LocalMember member = GlobalComponentRegistry.componentOf(cluster.manager(0), LocalMember.class);
        List<String> heard = new ArrayList<>();
        OperationListener listener = operation -> {
            heard.add("begin " + operation.name() + " " + operation.cache());
            return failure -> heard.add("end " + failure);
        };

        try (AutoCloseable ignored = member.onOperation(listener)) {
            get(cluster.grid(0).cache("plain").clear());
        }
        get(cluster.grid(0).cache("plain").clear());

        assertThat(heard).containsExactly("begin clear plain", "end null");
    }

    @Test
    void operation_cacheMissingOnOneMember_isDoneOnTheOthers() throws Exception {
        cluster.manager(1).getCache("bounded").stop();

        assertThat(get(cluster.grid(0).cache("bounded").evictNow())).isZero();
    }

    private void fill(String name, int entries) {
        Cache<String, String> cache = cluster.cache(0, name);
        for (int i = 0; i < entries; i++) {
            cache.put("key-" + i, "value");
        }
    }

    private List<String> primaries(int member) {
        return cluster.grid(member).cache("plain").report().ring().segments().stream()
                .map(Segment::primary)
                .distinct()
                .toList();
    }

    private String last(int member, GridEvent.Kind kind) {
        return cluster.grid(member).report().history().stream()
                .filter(event -> event.kind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow()
                .text();
    }
}
