package io.spandrel.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.CacheReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.KeyOwners;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the grid says of three members in one JVM, held against what Infinispan says and against what was done. */
class ClusterIT {

    private static final int BOUND = 100;
    private static final String CACHES = """
            <distributed-cache name="bounded" owners="2" statistics="true">
              <grid:eviction policy="s3-fifo" max-count="100"/>
            </distributed-cache>
            <replicated-cache name="everywhere" statistics="true">
              <grid:eviction policy="lru" max-count="50"/>
            </replicated-cache>
            <distributed-cache name="plain" statistics="true"/>
            """;

    private LocalGrid members;

    @BeforeEach
    void start() {
        members = LocalGrid.start(3, CACHES);
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void members_threeStarted_areNamedCoordinatorFirst() {
        for (int i = 0; i < 3; i++) {
            List<Member> seen = members.grid(i).members();

            assertThat(seen).extracting(Member::name).containsExactlyInAnyOrder("member-1", "member-2", "member-3");
            assertThat(seen.get(0).coordinator()).isTrue();
            assertThat(seen).filteredOn(Member::self).extracting(Member::name).containsExactly("member-" + (i + 1));
        }
    }

    @Test
    void writes_beyondTheBound_keepEveryMemberWithinIt() {
        Cache<String, String> cache = members.cache(0, "bounded");

        for (int i = 0; i < 20 * BOUND; i++) {
            cache.put("key-" + i, "value-" + i);
        }

        for (int i = 0; i < 3; i++) {
            EvictionReport eviction = members.grid(i).cache("bounded").report().eviction();
            assertThat(eviction.policy()).isEqualTo("s3-fifo");
            assertThat(eviction.bound()).isEqualTo(BOUND);
            assertThat(eviction.size()).isPositive().isLessThanOrEqualTo(BOUND);
            assertThat(eviction.evictions()).isGreaterThan(10 * BOUND);
            assertThat(eviction.policyFailures()).isZero();
            assertThat(members.cache(i, "bounded")
                            .getAdvancedCache()
                            .getDataContainer()
                            .size())
                    .isEqualTo((int) eviction.entries());
        }
    }

    @Test
    void reads_onEveryMember_findWhatAnotherWrote() {
        for (int writer = 0; writer < 3; writer++) {
            members.<String, Integer>cache(writer, "bounded").put("written by " + writer, writer);
            members.<String, Integer>cache(writer, "everywhere").put("written by " + writer, writer);
        }

        for (int reader = 0; reader < 3; reader++) {
            for (int writer = 0; writer < 3; writer++) {
                assertThat(members.cache(reader, "bounded").get("written by " + writer))
                        .isEqualTo(writer);
                assertThat(members.cache(reader, "everywhere").get("written by " + writer))
                        .isEqualTo(writer);
            }
        }
    }

    @Test
    void ring_afterStart_givesEverySegmentTwoOwners() {
        Ring ring = members.grid(1).cache("bounded").report().ring();

        assertThat(ring.segments()).hasSize(256).allSatisfy(segment -> {
            assertThat(segment.primary()).startsWith("member-");
            assertThat(segment.backups()).hasSize(1).doesNotContain(segment.primary());
            assertThat(segment.inTransfer()).isFalse();
        });
        assertThat(ring.shares())
                .hasSize(3)
                .allSatisfy(share -> assertThat(share.share()).isBetween(0.2, 0.5));
        assertThat(ring.shares().stream()
                        .mapToInt(share -> share.primarySegments())
                        .sum())
                .isEqualTo(256);
    }

    @Test
    void ownersOf_anyKey_areThoseInfinispanUses() {
        Cache<String, String> cache = members.cache(2, "bounded");
        GridCache grid = members.grid(0).cache("bounded");

        for (int i = 0; i < 50; i++) {
            String key = "key-" + i;
            DistributionInfo info = cache.getAdvancedCache()
                    .getDistributionManager()
                    .getCacheTopology()
                    .getDistribution(key);
            KeyOwners owners = grid.ownersOf(key);

            assertThat(owners.segment()).isEqualTo(info.segmentId());
            assertThat(owners.primary()).isEqualTo(name(info.primary()));
            assertThat(owners.backups())
                    .containsExactlyElementsOf(
                            info.writeBackups().stream().map(this::name).toList());
            cache.put(key, "value");
            assertThat(holders(key)).containsExactlyInAnyOrderElementsOf(all(owners));
        }
    }

    @Test
    void memberReports_allAlive_allAnswer() throws Exception {
        members.cache(0, "plain").put("key", "value");

        List<MemberReport> reports = get(members.grid(0).memberReports(Duration.ofSeconds(10)));

        assertThat(reports).hasSize(3).allSatisfy(report -> {
            assertThat(report.answered()).isTrue();
            assertThat(report.heapUsed()).isPositive().isLessThanOrEqualTo(report.heapMax());
            assertThat(report.statistics()).containsKeys("bounded", "everywhere", "plain");
            assertThat(report.eviction()).containsOnlyKeys("bounded", "everywhere");
        });
        assertThat(reports.stream()
                        .mapToLong(report -> report.statistics().get("plain").entries())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void change_boundLowered_shrinksEveryMember() throws Exception {
        fill("bounded", 500);

        get(members.grid(1).cache("bounded").change("eviction", "max-count", "10"));

        for (int i = 0; i < 3; i++) {
            EvictionReport eviction = members.grid(i).cache("bounded").report().eviction();
            assertThat(eviction.bound()).isEqualTo(10);
            assertThat(eviction.size()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void change_attributeThatIsNotLive_isRefused() {
        GridCache grid = members.grid(0).cache("bounded");

        assertThatThrownBy(() -> get(grid.change("eviction", "policy", "lru"))).hasMessageContaining("policy");
        assertThatThrownBy(() -> get(grid.change("eviction", "max-count", "-3")))
                .hasMessageContaining("-3");
        assertThat(grid.report().eviction().bound()).isEqualTo(BOUND);
    }

    @Test
    void clear_onOneMember_emptiesAll() throws Exception {
        fill("bounded", 50);

        get(members.grid(2).cache("bounded").clear());

        for (int i = 0; i < 3; i++) {
            assertThat(members.grid(i).cache("bounded").report().eviction().entries())
                    .isZero();
        }
    }

    @Test
    void expireNow_lifespanOver_removesFromMemory() throws Exception {
        members.cache(0, "bounded").put("short", "life", 1, TimeUnit.MILLISECONDS);
        await().until(() -> members.cache(1, "bounded").get("short") == null);

        get(members.grid(0).cache("bounded").expireNow());

        for (int i = 0; i < 3; i++) {
            assertThat(members.cache(i, "bounded")
                            .getAdvancedCache()
                            .getDataContainer()
                            .sizeIncludingExpired())
                    .isZero();
        }
    }

    @Test
    void rebalancing_switchedOff_leavesOwnersWhenAMemberJoins() {
        members.grid(0).cache("plain").rebalancing(false);

        members.add();

        await().until(() -> members.grid(0).members().size() == 4);
        assertThat(members.grid(3).cache("plain").report().rebalancingEnabled()).isFalse();
        assertThat(primaries(members.grid(0).cache("plain").report())).doesNotContain("member-4");

        members.grid(2).cache("plain").rebalancing(true);

        await().untilAsserted(() ->
                assertThat(primaries(members.grid(0).cache("plain").report())).contains("member-4"));
    }

    @Test
    void leave_oneOfThree_movesItsSegmentsAndIsRemembered() {
        members.stop(2);
        members.awaitMembers(2);

        assertThat(primaries(members.grid(0).cache("bounded").report())).containsOnly("member-1", "member-2");
        assertThat(members.grid(0).report().history())
                .extracting(GridEvent::kind)
                .contains(GridEvent.Kind.VIEW, GridEvent.Kind.TOPOLOGY);
        assertThat(members.grid(0).report().history())
                .filteredOn(event -> event.kind() == GridEvent.Kind.VIEW)
                .last()
                .satisfies(event -> assertThat(event.text()).doesNotContain("joined"));
    }

    private void fill(String cache, int entries) {
        for (int i = 0; i < entries; i++) {
            members.cache(0, cache).put("key-" + i, "value-" + i);
        }
    }

    private List<String> holders(String key) {
        List<String> holders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (members.cache(i, "bounded")
                    .getAdvancedCache()
                    .getDataContainer()
                    .containsKey(key)) {
                holders.add("member-" + (i + 1));
            }
        }
        return holders;
    }

    private static List<String> all(KeyOwners owners) {
        List<String> all = new ArrayList<>(owners.backups());
        all.add(owners.primary());
        return all;
    }

    private static List<String> primaries(CacheReport report) {
        return report.ring().segments().stream()
                .map(Segment::primary)
                .distinct()
                .toList();
    }

    private String name(Address address) {
        return members.grid(0).members().stream()
                .filter(member -> member.address().equals(address.toString()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
