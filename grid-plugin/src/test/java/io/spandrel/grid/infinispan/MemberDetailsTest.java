package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.Grid;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.Setting;
import java.time.Duration;
import java.util.List;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/** What members tell when somebody looks at them. */
class MemberDetailsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ELEMENTS = """
            <grid:grid history-size="%d"/>
            <distributed-cache name="bounded"><grid:eviction policy="lru" max-count="100"/></distributed-cache>
            """;

    @Test
    void details_ofTwoMembers_tellClocksViewsAndSettings() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            cluster.join(ELEMENTS.formatted(100));
            cluster.join(ELEMENTS.formatted(200));
            cluster.awaitMembers(2);

            List<MemberDetail> details = get(cluster.grid(1).memberDetails(TIMEOUT));

            assertThat(details).extracting(MemberDetail::member).containsExactly("a", "b");
            assertThat(details).allSatisfy(detail -> {
                assertThat(detail.answered()).isTrue();
                assertThat(detail.view()).isEqualTo(new MemberDetail.View(1, 2));
                assertThat(detail.runtime().processors()).isPositive();
                assertThat(detail.runtime().collectors()).isNotEmpty();
                assertThat(detail.settings())
                        .contains(new MemberDetail.CacheSetting(
                                "bounded", new Setting("eviction", "max-count", "100", "configuration")));
            });
            MemberDetail other = details.get(0);
            MemberDetail own = details.get(1);
            assertThat(other.roundTripMillis()).isPositive();
            assertThat(Math.abs(other.clockOffsetMillis())).isLessThanOrEqualTo(other.roundTripMillis() / 2 + 2);
            assertThat(own.roundTripMillis()).isZero();
            assertThat(historySize(other)).isEqualTo("100");
            assertThat(historySize(own)).isEqualTo("200");
        }
    }

    @Test
    void details_withoutACluster_haveNoView() throws Exception {
        EmbeddedCacheManager alone = TestCluster.local("");
        try {
            List<MemberDetail> details = get(Grid.of(alone).memberDetails(TIMEOUT));

            assertThat(details).hasSize(1);
            assertThat(details.get(0).view()).isNull();
            assertThat(details.get(0).runtime().version()).contains(System.getProperty("java.runtime.version"));
        } finally {
            alone.stop();
        }
    }

    private static String historySize(MemberDetail detail) {
        return detail.settings().stream()
                .filter(setting -> setting.cache().isEmpty()
                        && setting.setting().attribute().equals("history-size"))
                .map(setting -> setting.setting().value())
                .findFirst()
                .orElseThrow();
    }
}
