package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridView;
import io.spandrel.grid.GridView.Change;
import io.spandrel.grid.Member;
import java.time.Duration;
import java.util.List;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What members remember of a partition and its end, and of one that leaves. */
class PartitionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CACHES = """
            <replicated-cache name="cache" segments="8">
              <partition-handling when-split="DENY_READ_WRITES"/>
              <grid:consistency/>
              <grid:anti-entropy interval="0"/>
            </replicated-cache>
            """;

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void merge_afterAPartition_isRememberedByAll() throws Exception {
        cluster.join(CACHES + "<grid:grid node-name=\"first\"/>");
        cluster.join(CACHES + "<grid:grid node-name=\"second\"/>");
        cluster.awaitMembers(2);
        awaitNames("first", "second");

        DISCARD first = discard(0);
        DISCARD second = discard(1);
        first.addIgnoreMember(channel(1).getAddress());
        second.addIgnoreMember(channel(0).getAddress());
        await().atMost(PATIENCE).until(() -> cluster.grid(0).members().size() == 1);
        await().atMost(PATIENCE).until(() -> cluster.grid(1).members().size() == 1);
        await().atMost(PATIENCE)
                .until(() ->
                        cluster.grid(0).cache("cache").report().availability().equals("DEGRADED_MODE"));
        first.resetIgnoredMembers();
        second.resetIgnoredMembers();
        cluster.awaitMembers(2);

        for (int i = 0; i < 2; i++) {
            int member = i;
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(cluster.grid(member).report().history())
                                    .extracting(GridEvent::kind)
                                    .contains(GridEvent.Kind.MERGE, GridEvent.Kind.AVAILABILITY));
            assertThat(texts(i, GridEvent.Kind.VIEW)).anyMatch(text -> text.contains("; left "));
            assertThat(texts(i, GridEvent.Kind.MERGE))
                    .anyMatch(text -> text.contains("; merged {"))
                    .allMatch(text ->
                            text.contains("; merged {") || text.equals("owners differed in 0 keys and agree now"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(0, GridEvent.Kind.AVAILABILITY))
                        .containsExactly("is DEGRADED_MODE", "is AVAILABLE"));
        awaitNames("first", "second");
        await().atMost(PATIENCE).untilAsserted(this::assertCompared);
        for (int i = 0; i < 2; i++) {
            assertViews(get(cluster.grid(i).views(PATIENCE)));
        }
    }

    private static void assertViews(List<GridView> views) {
        assertThat(views).extracting(GridView::change).startsWith(Change.MERGED, Change.SPLIT, Change.SPLIT);
        GridView merged = views.get(0);
        assertThat(merged.members()).containsExactlyInAnyOrder("first", "second");
        assertThat(merged.merged()).containsExactlyInAnyOrder(List.of("first"), List.of("second"));
        assertThat(merged.endedAt()).isNull();
        assertThat(merged.settlements())
                .singleElement()
                .returns("cache", GridView.Settlement::cache)
                .returns(8L, GridView.Settlement::segments)
                .returns(null, GridView.Settlement::failure);
        assertThat(views.subList(1, 3))
                .extracting(GridView::members)
                .containsExactlyInAnyOrder(List.of("first"), List.of("second"));
        assertThat(views.subList(1, 3))
                .allSatisfy(split -> assertThat(split.endedAt()).isNotNull());
    }

    /* Nothing else has members compare what they hold here. */
    private void assertCompared() {
        for (int i = 0; i < 2; i++) {
            assertThat(cluster.grid(i).cache("cache").report().antiEntropy()).satisfies(report -> {
                assertThat(report.reason()).isEqualTo("rejoin");
                assertThat(report.runs()).isPositive();
                assertThat(report.running()).isFalse();
                assertThat(report.notHeard()).isEmpty();
                assertThat(report.segmentsDone()).isEqualTo(4);
            });
        }
    }

    @Test
    void leave_ofAMember_isRememberedByItsName() {
        cluster.join(CACHES);
        cluster.join(CACHES);
        cluster.awaitMembers(2);

        cluster.manager(1).stop();
        await().atMost(PATIENCE).until(() -> cluster.grid(0).members().size() == 1);

        assertThat(texts(0, GridEvent.Kind.VIEW)).last().isEqualTo("view 2: a; left b");
    }

    private void awaitNames(String... names) {
        for (int i = 0; i < 2; i++) {
            int member = i;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.grid(member).members())
                            .extracting(Member::name)
                            .containsExactlyInAnyOrder(names));
        }
    }

    private List<String> texts(int member, GridEvent.Kind kind) {
        return cluster.grid(member).report().history().stream()
                .filter(event -> event.kind() == kind)
                .map(GridEvent::text)
                .toList();
    }

    private DISCARD discard(int member) throws Exception {
        DISCARD discard = new DISCARD();
        channel(member).getProtocolStack().insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
        return discard;
    }

    private JChannel channel(int member) {
        EmbeddedCacheManager manager = cluster.manager(member);
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class)).getChannel();
    }
}
