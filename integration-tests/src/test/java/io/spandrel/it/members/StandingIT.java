package io.spandrel.it.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MemberStanding.State;
import io.spandrel.grid.MissingMember;
import io.spandrel.grid.Redundancy;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.stack.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How members stand, and which are missing, as they tell each other. */
class StandingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /* For asking members of which one does not answer, again and again. */
    private static final Duration BRIEFLY = Duration.ofSeconds(1);

    private static final int LAST = 2;
    private static final String CACHES = """
            <distributed-cache name="plain" segments="16"/>
            <distributed-cache name="orders" owners="3" remote-timeout="60000">
              <grid:consistency read="QUORUM" write="QUORUM" timeout="60s"/>
            </distributed-cache>
            """;

    private LocalGrid grid;

    @BeforeEach
    void start() {
        grid = LocalGrid.start(3, CACHES);
    }

    @AfterEach
    void stop() {
        grid.close();
    }

    @Test
    void standing_allIsWell_isReadyAndMissesNobody() {
        assertThat(reports(0)).extracting(MemberReport::standing).allSatisfy(standing -> {
            assertThat(standing.state()).isEqualTo(State.READY);
            assertThat(standing.suspects()).isEmpty();
            assertThat(standing.missing()).isEmpty();
            assertThat(standing.refusing()).isEmpty();
        });
    }

    @Test
    void state_cacheWithoutSegments_waitsForNone() {
        Configuration near = new ConfigurationBuilder()
                .clustering()
                .cacheMode(CacheMode.INVALIDATION_SYNC)
                .build();
        grid.manager(0).createCache("near", near);
        grid.manager(0).createCache("own", new ConfigurationBuilder().build());

        assertThat(standing(0, 0).state()).isEqualTo(State.READY);
    }

    @Test
    void missing_memberStopsInOrder_isNobody() {
        grid.stop(LAST);
        grid.awaitMembers(2);

        assertThat(standing(0, 0).missing()).isEmpty();
        assertThat(standing(0, 1).missing()).isEmpty();
    }

    @Test
    void missing_cutOffAndBack_isMissingMeanwhileAndRefusesMajorities() {
        Instant before = Instant.now();
        Cut cut = Cut.between(grid.managers().subList(0, LAST), List.of(grid.manager(LAST)));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(standing(0, 0).missing()).extracting(MissingMember::name).containsExactly("member-3");
            assertThat(standing(0, 1).missing()).extracting(MissingMember::name).containsExactly("member-3");
            assertThat(standing(LAST, LAST).missing())
                    .extracting(MissingMember::name)
                    .containsExactlyInAnyOrder("member-1", "member-2");
        });
        assertThat(standing(0, 0).missing().get(0).lastSeen()).isBetween(before, Instant.now());
        assertThat(standing(LAST, LAST).refusing()).containsExactly("orders");
        assertThat(standing(0, 0).refusing()).isEmpty();

        cut.heal();
        grid.awaitMembers(3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reports(LAST)).hasSize(3).allSatisfy(report -> {
                    assertThat(report.standing().missing()).isEmpty();
                    assertThat(report.standing().refusing()).isEmpty();
                }));
    }

    @Test
    void suspects_inTheViewWithoutAnAnswer_isNamedByWhoAsked() {
        Cache<String, String> orders = grid.cache(0, "orders");
        Cut cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));

        List<CompletableFuture<Void>> puts = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> orders.put("order-" + i, "paid")))
                .toList();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(suspects()).containsExactly("member-3"));
        cut.heal();
        assertThat(puts).allSatisfy(put -> assertThat(put).succeedsWithin(PATIENCE));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(suspects()).isEmpty());
    }

    @Test
    void roundTrips_memberDoesNotAnswer_areTellingSoAndHoldUpNothing() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(trips(0, 1)).allMatch(trip -> trip.millis() >= 0));
        Cut cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(trips(0, 1)).extracting(MemberDetail.RoundTrip::to).containsExactly("member-1", "member-3");
            assertThat(trips(0, 1).get(0).millis()).isPositive();
            assertThat(trips(0, 1).get(1).millis()).isNegative();
        });
        assertThat(detail(0, LAST).answered()).isFalse();
        cut.heal();
    }

    @Test
    void retransmits_messagesAreLost_areCounted() {
        long before = detail(0, 0).retransmits().sent();
        Cut cut = Cut.unnoticed(List.of(grid.manager(LAST)), grid.managers().subList(0, LAST));
        CompletableFuture<Void> put = CompletableFuture.runAsync(() ->
                IntStream.range(0, 20).forEach(i -> grid.cache(0, "orders").put("k" + i, "v")));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(detail(0, 0).retransmits().sent()).isGreaterThan(before));
        cut.heal();
        assertThat(put).succeedsWithin(PATIENCE);
    }

    private List<MemberDetail.RoundTrip> trips(int asked, int member) {
        List<MemberDetail.RoundTrip> trips = detail(asked, member).roundTrips();
        assertThat(trips).hasSize(2);
        return trips;
    }

    private MemberDetail detail(int asked, int member) {
        return grid.grid(asked)
                .memberDetails(Duration.ofSeconds(1))
                .toCompletableFuture()
                .join()
                .get(member);
    }

    @Test
    void suspects_failureDetectionGivesItUp_isNamedBeforeItIsExcluded() {
        grid.managers().forEach(StandingIT::verifyForLong);
        Cut cut = Cut.silent(grid.manager(LAST), grid.managers().subList(0, LAST));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(suspects()).containsExactly("member-3"));
        assertThat(grid.manager(0).getMembers()).hasSize(3);

        cut.heal();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(suspects()).isEmpty());
    }

    @Test
    void state_noShareYet_isJoiningUntilItIsGiven() {
        grid.grid(0).cache("plain").rebalancing(false);

        grid.add();

        await().atMost(PATIENCE).until(() -> standing(0, 3).state() == State.JOINING);
        grid.grid(0).cache("plain").rebalancing(true);
        await().atMost(PATIENCE).until(() -> standing(0, 3).state() == State.READY);
    }

    @Test
    void state_drained_isSoUntilItIsGivenBack() throws Exception {
        grid.grid(LAST).drain(Redundancy.REDUCE, PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(standing(0, LAST).state()).isEqualTo(State.DRAINED);
        grid.grid(LAST).cancelDrain().toCompletableFuture().get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> standing(0, LAST).state() == State.READY);
    }

    private static void verifyForLong(EmbeddedCacheManager manager) {
        Protocol verify = ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class))
                .getChannel()
                .getProtocolStack()
                .findProtocol(VERIFY_SUSPECT2.class);
        ((VERIFY_SUSPECT2) verify).setTimeout(PATIENCE.toMillis());
    }

    /** Whom the first member suspects, whether or not they answer. */
    private List<String> suspects() {
        return standing(reports(0, BRIEFLY), 0).suspects();
    }

    /** How a member stands, as one hears it. */
    private MemberStanding standing(int asked, int member) {
        return standing(reports(asked), member);
    }

    private static MemberStanding standing(List<MemberReport> reports, int member) {
        return reports.stream()
                .filter(report -> report.member().equals("member-" + (member + 1)))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    private List<MemberReport> reports(int asked) {
        return reports(asked, TIMEOUT);
    }

    private List<MemberReport> reports(int asked, Duration timeout) {
        return grid.grid(asked).memberReports(timeout).toCompletableFuture().join();
    }
}
