package io.spandrel.grid.infinispan.report;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.Setting;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import java.time.Instant;
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
        Instant before = Instant.now();
        try (TestCluster cluster = new TestCluster()) {
            cluster.join(ELEMENTS.formatted(100));
            cluster.join(ELEMENTS.formatted(200));
            cluster.awaitMembers(2);

            List<MemberDetail> details = get(cluster.grid(1).memberDetails(TIMEOUT));

            assertThat(details).extracting(MemberDetail::member).containsExactly("a", "b");
            assertThat(details).allSatisfy(detail -> {
                assertThat(detail.answered()).isTrue();
                assertThat(detail.view().id()).isEqualTo(1);
                assertThat(detail.view().members()).isEqualTo(2);
                assertThat(detail.view().since()).isBetween(before, Instant.now());
                assertThat(detail.retransmits()).isNotNull();
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
            assertThat(details.get(0).retransmits()).isNull();
            assertThat(details.get(0).roundTrips()).isEmpty();
            assertThat(details.get(0).runtime().version()).contains(System.getProperty("java.runtime.version"));
        } finally {
            alone.stop();
        }
    }

    @Test
    void details_askedAgain_tellTheRoundTripsOfEachMember() throws Exception {
        try (TestCluster cluster = TestCluster.of(3, ELEMENTS.formatted(100))) {
            await().atMost(TIMEOUT).untilAsserted(() -> {
                List<MemberDetail> details = get(cluster.grid(0).memberDetails(TIMEOUT));
                assertThat(details)
                        .extracting(detail -> detail.roundTrips().stream()
                                .map(MemberDetail.RoundTrip::to)
                                .toList())
                        .containsExactly(List.of("b", "c"), List.of("a", "c"), List.of("a", "b"));
                assertThat(details)
                        .flatExtracting(MemberDetail::roundTrips)
                        .allSatisfy(trip -> assertThat(trip.millis()).isPositive());
            });
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
