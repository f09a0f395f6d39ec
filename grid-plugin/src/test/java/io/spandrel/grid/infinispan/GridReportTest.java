package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.CacheReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberShare;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import io.spandrel.grid.Setting;
import io.spandrel.grid.infinispan.member.Version;
import java.time.Duration;
import java.util.List;
import org.infinispan.Cache;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the grid reports, held against what Infinispan says. */
class GridReportTest {

    private static final String CACHES = """
            <grid:grid history-size="500"/>
            <distributed-cache name="bounded" owners="2" segments="32" statistics="true">
              <encoding media-type="application/x-protostream"/>
              <grid:eviction policy="lru" max-count="100"/>
            </distributed-cache>
            <replicated-cache name="copied" segments="16"/>
            <local-cache name="private" statistics="true"/>
            """;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.of(3, CACHES);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void members_ofThree_areThoseOfTheView() {
        List<Member> members = cluster.grid(1).members();

        assertThat(members).extracting(Member::name).containsExactly("a", "b", "c");
        assertThat(members).extracting(Member::coordinator).containsExactly(true, false, false);
        assertThat(members).extracting(Member::self).containsExactly(false, true, false);
        assertThat(members).allSatisfy(member -> assertThat(member.joinedAt()).isNotNull());
        await().untilAsserted(() -> assertThat(cluster.grid(1).members())
                .extracting(Member::version)
                .containsOnly(Version.CURRENT));
    }

    @Test
    void report_ofAMember_namesClusterViewAndCaches() {
        GridReport report = cluster.grid(2).report();

        assertThat(report.cluster()).isEqualTo(cluster.name());
        assertThat(report.self()).isEqualTo("c");
        assertThat(report.viewId()).isEqualTo(2);
        assertThat(report.caches()).extracting(CacheReport::name).containsExactly("bounded", "copied", "private");
        assertThat(report.settings())
                .contains(new Setting("grid", "history-size", "500", "configuration"))
                .contains(new Setting("grid", "config-check", "refuse", "default"));
        assertThat(report.caches().get(0).settings())
                .contains(new Setting("eviction", "max-count", "100", "configuration"));
        assertThat(report.caches().get(1).settings()).isEmpty();
    }

    @Test
    void ring_ofEachCache_isInfinispansTopology() {
        for (String name : List.of("bounded", "copied")) {
            LocalizedCacheTopology topology = topology(1, name);

            Ring ring = cluster.grid(1).cache(name).report().ring();

            assertThat(ring.topologyId()).isEqualTo(topology.getTopologyId());
            assertThat(ring.phase()).isEqualTo("NO_REBALANCE");
            assertThat(ring.segments()).hasSize(topology.getNumSegments());
            for (Segment segment : ring.segments()) {
                DistributionInfo info = topology.getSegmentDistribution(segment.id());
                assertThat(segment.primary()).isEqualTo(info.primary().toString());
                assertThat(segment.backups())
                        .containsExactlyElementsOf(info.writeBackups().stream()
                                .map(Address::toString)
                                .toList());
                assertThat(segment.inTransfer()).isFalse();
                assertThat(segment.pendingOwners()).isEmpty();
            }
        }
    }

    @Test
    void shares_ofTheRing_addUpToTheWhole() {
        Ring ring = cluster.grid(0).cache("bounded").report().ring();

        assertThat(ring.shares()).extracting(MemberShare::member).containsExactly("a", "b", "c");
        assertThat(ring.shares().stream().mapToInt(MemberShare::primarySegments).sum())
                .isEqualTo(32);
        assertThat(ring.shares().stream().mapToInt(MemberShare::ownedSegments).sum())
                .isEqualTo(64);
        assertThat(ring.shares().stream().mapToDouble(MemberShare::share).sum()).isBetween(0.999, 1.001);
        assertThat(ring.shares())
                .allSatisfy(share -> assertThat(share.capacityFactor()).isEqualTo(1));
    }

    @Test
    void ownersOf_encodedKey_areThoseThatHoldIt() {
        Cache<String, String> cache = cluster.cache(0, "bounded");
        LocalizedCacheTopology topology = topology(0, "bounded");

        for (int i = 0; i < 40; i++) {
            String key = "key-" + i;
            Object stored = cache.getAdvancedCache().getKeyDataConversion().toStorage(key);
            DistributionInfo info = topology.getDistribution(stored);

            KeyOwners owners = cluster.grid(1).cache("bounded").ownersOf(key);

            assertThat(owners.segment()).isEqualTo(info.segmentId());
            assertThat(owners.primary()).isEqualTo(info.primary().toString());
            assertThat(owners.backups()).hasSize(1).doesNotContain(owners.primary());
        }
    }

    @Test
    void statistics_ofACache_countWhatWasDone() {
        Cache<String, String> cache = cluster.cache(0, "private");
        cache.put("key", "value");
        cache.get("key");
        cache.get("other");
        cache.remove("key");
        cache.put("more", "value");

        CacheReport report = cluster.grid(0).cache("private").report();

        assertThat(report.statistics().enabled()).isTrue();
        assertThat(report.statistics().hits()).isEqualTo(1);
        assertThat(report.statistics().misses()).isEqualTo(1);
        assertThat(report.statistics().hitRatio()).isEqualTo(0.5);
        assertThat(report.statistics().stores()).isEqualTo(2);
        assertThat(report.statistics().removes()).isEqualTo(1);
        assertThat(report.statistics().entries()).isEqualTo(1);
        assertThat(report.owners()).isEqualTo(1);
        assertThat(report.ring().segments()).extracting(Segment::primary).containsExactly("a");
    }

    @Test
    void memberReports_ofThree_allAnswer() throws Exception {
        List<MemberReport> reports = get(cluster.grid(2).memberReports(Duration.ofSeconds(10)));

        assertThat(reports).extracting(MemberReport::member).containsExactly("a", "b", "c");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.answered()).isTrue();
            assertThat(report.version()).isEqualTo(Version.CURRENT);
            assertThat(report.heapUsed()).isPositive().isLessThanOrEqualTo(report.heapMax());
            assertThat(report.threads()).isPositive();
            assertThat(report.uptimeMillis()).isPositive();
            assertThat(report.statistics()).containsOnlyKeys("bounded", "copied", "private");
            assertThat(report.eviction()).containsOnlyKeys("bounded");
            assertThat(report.eviction().get("bounded").policy()).isEqualTo("lru");
        });
    }

    @Test
    void history_ofTheFirstMember_tellsWhoJoined() {
        List<GridEvent> history = cluster.grid(0).report().history();

        assertThat(history)
                .filteredOn(event -> event.kind() == GridEvent.Kind.VIEW)
                .extracting(GridEvent::text)
                .contains("view 1: a, b; joined b", "view 2: a, b, c; joined c");
        assertThat(history)
                .filteredOn(event -> event.kind() == GridEvent.Kind.CACHE_STARTED)
                .extracting(GridEvent::subject)
                .containsExactlyInAnyOrder("bounded", "copied", "private");
        assertThat(history).extracting(GridEvent::kind).contains(GridEvent.Kind.TOPOLOGY, GridEvent.Kind.REBALANCE);
        assertThat(history).extracting(GridEvent::sequence).isSorted();
    }

    @Test
    void cache_notRunning_isRefused() {
        assertThatThrownBy(() -> cluster.grid(0).cache("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No cache 'nowhere' runs on member 'a'");
    }

    @Test
    void of_stoppedManager_isRefused() {
        EmbeddedCacheManager manager = TestCluster.local("");
        manager.stop();

        assertThatThrownBy(() -> Grid.of(manager)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void report_ofASimpleCache_isComplete() throws Exception {
        EmbeddedCacheManager manager = TestCluster.local("<local-cache name=\"simple\" simple-cache=\"true\"/>");
        try {
            manager.getCache("simple").put("key", "value");

            CacheReport report = Grid.of(manager).cache("simple").report();

            assertThat(report.availability()).isEqualTo("AVAILABLE");
            assertThat(report.rebalancing()).isEqualTo("COMPLETE");
            assertThat(report.statistics().entries()).isEqualTo(1);
            assertThat(Grid.of(manager).cache("simple").ownersOf("key"))
                    .isEqualTo(new KeyOwners(0, "alone", List.of()));
            get(Grid.of(manager).cache("simple").expireNow());
            assertThatThrownBy(() -> Grid.of(manager).cache("simple").rebalancing(false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not clustered");
        } finally {
            manager.stop();
        }
    }

    @Test
    void report_withoutCluster_isOfThisMemberAlone() throws Exception {
        EmbeddedCacheManager manager = TestCluster.local("<local-cache name=\"private\"/>");
        try {
            manager.getCache("private").put("key", "value");

            GridReport report = Grid.of(manager).report();

            assertThat(report.cluster()).isEmpty();
            assertThat(report.viewId()).isZero();
            assertThat(report.members()).hasSize(1).allSatisfy(member -> {
                assertThat(member.self()).isTrue();
                assertThat(member.coordinator()).isTrue();
                assertThat(member.name()).isEqualTo("alone");
            });
            assertThat(report.caches().get(0).statistics().entries()).isEqualTo(1);
            assertThat(get(Grid.of(manager).memberReports(Duration.ofSeconds(1))))
                    .hasSize(1);
            get(Grid.of(manager).cache("private").clear());
            assertThat(manager.getCache("private")).isEmpty();
        } finally {
            manager.stop();
        }
    }

    private static LocalizedCacheTopology topology(int member, String cache) {
        return cluster.cache(member, cache)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology();
    }
}
