package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.infinispan.TestCluster;
import java.util.Map;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.api.CacheContainerAdmin;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a member whose cache is configured differently from those that have it. */
class JoinCheckTest {

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void join_otherBoundAndPolicy_isRefusedWithBothValues() {
        cluster.join(cache("", "segments=\"16\"", "policy=\"lru\" max-count=\"200\""));
        cluster.join(cache("", "segments=\"16\"", "policy=\"lru\" max-count=\"200\""));

        Throwable failure =
                catchThrowable(() -> cluster.join(cache("", "segments=\"16\"", "policy=\"clock\" max-count=\"100\"")));

        assertThat(failure)
                .hasStackTraceContaining("Cache 'cache' cannot join: it is configured differently here.")
                .hasStackTraceContaining("1. <grid:eviction> max-count: here 100, but 200 on a, b")
                .hasStackTraceContaining("2. <grid:eviction> policy: here clock, but lru on a, b")
                .hasStackTraceContaining("Fix: make the configurations equal");
        assertThat(cluster.cache(0, "cache")
                        .getAdvancedCache()
                        .getDistributionManager()
                        .getCacheTopology()
                        .getMembers())
                .hasSize(2);
    }

    @Test
    void join_otherSegmentsAndOwners_isRefused() {
        cluster.join(cache("", "segments=\"16\" owners=\"2\"", "policy=\"lru\" max-count=\"200\""));

        Throwable failure = catchThrowable(
                () -> cluster.join(cache("", "segments=\"32\" owners=\"1\"", "policy=\"lru\" max-count=\"200\"")));

        assertThat(failure)
                .hasStackTraceContaining("1. owners: here 1, but 2 on a")
                .hasStackTraceContaining("2. segments: here 32, but 16 on a");
    }

    @Test
    void join_elementsAbsentThere_isRefused() {
        cluster.join("<distributed-cache name=\"cache\"/>");

        Throwable failure = catchThrowable(() -> cluster.join(cache("", "", "policy=\"lru\" max-count=\"200\"")));

        assertThat(failure).hasStackTraceContaining("1. <grid:eviction>: present here, but absent on a");
    }

    @Test
    void join_cacheRunsNowhere_isAccepted() {
        cluster.join("");

        EmbeddedCacheManager second = cluster.join(cache("", "", "policy=\"lru\" max-count=\"200\""));

        assertThat(second.isRunning("cache")).isTrue();
    }

    @Test
    void join_warn_joinsAndIsRemembered() {
        cluster.join(cache("warn", "", "policy=\"lru\" max-count=\"200\""));

        cluster.join(cache("warn", "", "policy=\"lru\" max-count=\"100\""));

        assertThat(cluster.grid(1).report().history())
                .filteredOn(event -> event.kind() == GridEvent.Kind.CONFIGURATION)
                .extracting(GridEvent::text)
                .containsExactly("differs from other members: <grid:eviction> max-count: here 100, but 200 on a");
        assertThat(cluster.grid(1).cache("cache").report().eviction().bound()).isEqualTo(100);
    }

    @Test
    void join_off_joinsInSilence() {
        cluster.join(cache("off", "", "policy=\"lru\" max-count=\"200\""));

        cluster.join(cache("off", "", "policy=\"lru\" max-count=\"100\""));

        assertThat(cluster.grid(1).report().history()).noneMatch(event -> event.kind() == GridEvent.Kind.CONFIGURATION);
    }

    @Test
    void join_boundChangedAtRunTime_takesItOver() throws Exception {
        cluster.join(cache("", "", "policy=\"lru\" max-count=\"200\""));
        TestCluster.get(cluster.grid(0).cache("cache").change("eviction", "max-count", "77"));

        cluster.join(cache("", "", "policy=\"lru\" max-count=\"200\""));

        assertThat(cluster.grid(1).cache("cache").report().eviction().bound()).isEqualTo(77);
    }

    @Test
    void join_refused_canTryAgain() {
        cluster.join(cache("", "", "policy=\"lru\" max-count=\"200\""));
        EmbeddedCacheManager second = cluster.define("");
        second.defineConfiguration("cache", TestCluster.configuration("policy=\"lru\" max-count=\"100\""));
        assertThatThrownBy(() -> second.getCache("cache")).isInstanceOf(CacheConfigurationException.class);

        second.undefineConfiguration("cache");
        second.defineConfiguration("cache", TestCluster.configuration("policy=\"lru\" max-count=\"200\""));

        assertThat(second.getCache("cache").getStatus().allowInvocations()).isTrue();
    }

    @Test
    void create_onAllMembersAtOnce_isNoDifference() {
        cluster.join("");
        cluster.join("");
        cluster.awaitMembers(2);

        cluster.manager(0)
                .administration()
                .withFlags(CacheContainerAdmin.AdminFlag.VOLATILE)
                .createCache("created", TestCluster.configuration("policy=\"lru\" max-count=\"200\""));

        for (int i = 0; i < 2; i++) {
            assertThat(cluster.grid(i).cache("created").report().eviction().bound())
                    .isEqualTo(200);
        }
    }

    @Test
    void differences_inOneAttribute_nameItAndBothValues() {
        assertThat(JoinCheck.differences(
                        Map.of("eviction.policy", "lru", "eviction.interval", "0"),
                        Map.of("eviction.policy", "lru", "eviction.interval", "10s")))
                .containsExactly("<grid:eviction> interval: here 0, but 10s");
    }

    @Test
    void differences_inAWholeElement_areOne() {
        assertThat(JoinCheck.differences(
                        Map.of("cache.mode", "DIST_SYNC"),
                        Map.of("cache.mode", "DIST_SYNC", "eviction.policy", "lru", "eviction.interval", "10s")))
                .containsExactly("<grid:eviction>: absent here, but present");
    }

    @Test
    void differences_ofEqualValues_areNone() {
        assertThat(JoinCheck.differences(Map.of("eviction.policy", "lru"), Map.of("eviction.policy", "lru")))
                .isEmpty();
    }

    private static String cache(String check, String attributes, String eviction) {
        return (check.isEmpty() ? "" : "<grid:grid config-check=\"" + check + "\"/>")
                + "<distributed-cache name=\"cache\" " + attributes + "><grid:eviction " + eviction
                + "/></distributed-cache>";
    }
}
