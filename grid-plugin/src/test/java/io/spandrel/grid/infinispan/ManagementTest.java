package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.Grid;
import io.spandrel.grid.infinispan.member.Version;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletionStage;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.metrics.impl.MetricsRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JMX shows of the grid. */
class ManagementTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private EmbeddedCacheManager manager;
    private String domain;

    @BeforeEach
    void start() {
        manager = TestCluster.local("""
                <local-cache name="bounded" statistics="true"><grid:eviction policy="clock" max-count="7"/></local-cache>
                <local-cache name="plain" statistics="true"/>
                """);
        manager.getCacheConfigurationNames().forEach(manager::getCache);
        domain = manager.getCacheManagerConfiguration().jmx().domain();
    }

    @AfterEach
    void stop() {
        manager.stop();
    }

    @Test
    void bean_ofABoundedCache_showsItsBound() throws Exception {
        for (int i = 0; i < 10; i++) {
            manager.getCache("bounded").put(i, i);
        }
        ObjectName name = only("component=SpandrelEviction");

        assertThat(name.getKeyProperty("name")).contains("bounded");
        assertThat(server.getAttribute(name, "policy")).isEqualTo("clock");
        assertThat(server.getAttribute(name, "bound")).isEqualTo(7L);
        assertThat(server.getAttribute(name, "size")).isEqualTo(7L);
        assertThat(server.getAttribute(name, "entries")).isEqualTo(7L);
        manager.getCache("bounded").get(0);
        assertThat(server.getAttribute(name, "evictions")).isEqualTo(3L);
        assertThat(server.getAttribute(name, "prematureEvictions")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "policyFailures")).isEqualTo(0L);
    }

    @Test
    void bean_ofTheMember_showsTheGrid() throws Exception {
        ObjectName name = only("component=SpandrelGrid");

        assertThat(server.getAttribute(name, "name")).isEqualTo("alone");
        assertThat(server.getAttribute(name, "version")).isEqualTo(Version.CURRENT);
        assertThat(server.getAttribute(name, "members")).isEqualTo(1);
        assertThat(server.getAttribute(name, "view")).isEqualTo(0L);
        assertThat(server.getAttribute(name, "history")).isEqualTo(2);
        assertThat(server.getAttribute(name, "historyDropped")).isEqualTo(0L);
    }

    @Test
    void bean_expirationAskedForOfACacheWithoutBound_countsRequestsAndTheirRuns() throws Exception {
        ObjectName name = only("component=SpandrelGrid");
        CompletionStage<Void> first = Grid.of(manager).cache("plain").expireNow();
        CompletionStage<Void> second = Grid.of(manager).cache("plain").expireNow();

        TestCluster.get(first);
        TestCluster.get(second);

        assertThat(server.getAttribute(name, "expirationRequests")).isEqualTo(2L);
        assertThat((long) server.getAttribute(name, "expirationRuns")).isBetween(1L, 2L);
    }

    @Test
    void metrics_ofMemberAndBoundedCache_areScraped() {
        manager.getCache("bounded").put("key", "value");

        String text = GlobalComponentRegistry.componentOf(manager, MetricsRegistry.class)
                .scrape("text/plain");

        assertThat(text.lines())
                .anyMatch(line -> line.matches("infinispan_spandrel_eviction_bound\\{.*cache=\"bounded\".*} 7(\\.0)?"))
                .anyMatch(line -> line.matches("infinispan_spandrel_eviction_size\\{.*cache=\"bounded\".*} 1(\\.0)?"))
                .anyMatch(line -> line.matches("infinispan_spandrel_grid_members\\{.*} 1(\\.0)?"))
                .noneMatch(line -> line.startsWith("infinispan_spandrel") && line.contains("cache=\"plain\""));
    }

    @Test
    void beans_afterStop_areGone() throws Exception {
        manager.stop();

        assertThat(server.queryNames(new ObjectName(domain + ":*"), null)).isEmpty();
    }

    private ObjectName only(String property) throws Exception {
        return server.queryNames(new ObjectName(domain + ":" + property + ",*"), null).stream()
                .reduce((first, second) -> {
                    throw new AssertionError("both " + first + " and " + second);
                })
                .orElseThrow();
    }
}
