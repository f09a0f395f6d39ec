package io.spandrel.grid.infinispan.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.partitionhandling.AvailabilityException;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members, each with half of the segments and copies of the other's filters. */
class SubscriptionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CACHES = """
            <distributed-cache name="cache" owners="1" segments="8">
              <grid:negative-lookup remote="always" audit-rate="0"/>
            </distributed-cache>
            <distributed-cache name="careful" owners="2" segments="8">
              <partition-handling when-split="DENY_READ_WRITES"/>
              <grid:negative-lookup remote="always" audit-rate="0"/>
            </distributed-cache>
            <distributed-cache name="tight" owners="1" segments="8">
              <grid:negative-lookup remote="always" max-memory="4KB"/>
            </distributed-cache>
            <distributed-cache name="never" owners="1" segments="8">
              <grid:negative-lookup remote="never"/>
            </distributed-cache>
            """;

    private final TestCluster cluster = TestCluster.of(2, CACHES);
    private final Cache<String, String> owner = cluster.cache(0, "cache");
    private final Cache<String, String> reader = cluster.cache(1, "cache");
    private final Subscriptions subscriptions = ComponentRegistry.componentOf(reader, Subscriptions.class);

    @BeforeEach
    void awaitCopies() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            IntStream.range(0, 200)
                    .forEach(i -> assertThat(reader.get("key-" + i)).isNull());
            assertThat(subscriptions.getCopies()).isEqualTo(4);
        });
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void get_keyAbsentAtItsOwner_isAnsweredFromTheCopyUntilTheKeyIsPut() {
        long before = subscriptions.getRemoteReadsSpared();

        for (int i = 0; i < 200; i++) {
            assertThat(reader.get("key-" + i)).isNull();
            owner.put("key-" + i, "value");
            assertThat(reader.get("key-" + i)).isEqualTo("value");
        }

        assertThat(subscriptions.getRemoteReadsSpared() - before).isGreaterThan(60);
    }

    @Test
    void put_subscriberCannotBeReached_waitsUntilItsCopiesAreOver() throws Exception {
        String key = keyOf(owner);
        DISCARD deaf = discard(1);
        deaf.addIgnoreMember(channel(0).getAddress());
        DISCARD mute = discard(0);
        mute.addIgnoreMember(channel(1).getAddress());

        owner.putAsync(key, "value").get(10, TimeUnit.SECONDS);

        assertThat(excludes(reader, key)).isFalse();
        assertThat(subscriptions(owner).getWritesThatWaited()).isPositive();
        deaf.resetIgnoredMembers();
        mute.resetIgnoredMembers();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(reader.get(key)).isEqualTo("value"));
    }

    @Test
    void get_cacheIsDegraded_isNotAnsweredFromTheCopy() throws Exception {
        cluster.join(CACHES);
        cluster.awaitMembers(3);
        Cache<String, String> alone = cluster.cache(2, "careful");
        String key = keyNotOf(alone);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(alone.get(key)).isNull();
            assertThat(excludes(alone, key)).isTrue();
        });

        DISCARD cut = discard(2);
        cut.addIgnoreMember(channel(0).getAddress());
        cut.addIgnoreMember(channel(1).getAddress());
        discard(0).addIgnoreMember(channel(2).getAddress());
        discard(1).addIgnoreMember(channel(2).getAddress());
        await().atMost(PATIENCE)
                .until(() ->
                        cluster.grid(2).cache("careful").report().availability().equals("DEGRADED_MODE"));

        assertThat(excludes(alone, key)).isFalse();
        assertThatThrownBy(() -> alone.get(key)).isInstanceOf(AvailabilityException.class);
    }

    @Test
    void get_whenOwnersHaveMoved_needsNewCopies() {
        String key = keyOf(owner);
        assertThat(excludes(reader, key)).isTrue();
        long received = subscriptions.getCopiesReceived();

        cluster.join(CACHES);
        cluster.awaitMembers(3);

        assertThat(excludes(reader, key)).isFalse();
        await().atMost(PATIENCE).untilAsserted(() -> {
            IntStream.range(0, 200)
                    .forEach(i -> assertThat(reader.get("key-" + i)).isNull());
            assertThat(subscriptions.getCopiesReceived()).isGreaterThan(received);
        });
    }

    @Test
    void audit_copyStaysWrong_isCountedAndGivenUp() {
        String key = keyOf(owner);
        int segment = subscriptions.segment(key);
        Object wrong = subscriptions.copies().copy(segment);

        subscriptions.audit(segment, key, true);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(subscriptions.getAuditFailures()).isEqualTo(1));
        assertThat(subscriptions.getAudits()).isEqualTo(1);
        assertThat(report(1).audits()).isEqualTo(1);
        assertThat(report(1).auditFailures()).isEqualTo(1);
        assertThat(subscriptions.copies().copy(segment)).isNotSameAs(wrong);
        assertThat(ComponentRegistry.componentOf(reader, NegativeLookup.class).getAuditFailures())
                .isEqualTo(1);
    }

    @Test
    void get_copiesWouldTakeTooMuchMemory_holdsFewer() {
        Cache<String, String> tight = cluster.cache(1, "tight");
        IntStream.range(0, 100).forEach(i -> tight.put("there-" + i, "value"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            IntStream.range(0, 200)
                    .forEach(i -> assertThat(tight.get("key-" + i)).isNull());
            assertThat(subscriptions(tight).getCopies()).isEqualTo(2);
        });

        assertThat(subscriptions(tight).getCopyBytes()).isBetween(1L, 4_096L);
    }

    @Test
    void report_copiesInUse_tellsOfBothSides() {
        for (int i = 0; i < 200; i++) {
            reader.get("key-" + i);
            owner.put("key-" + i, "value");
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            FilterReport.Copies held = report(1);
            assertThat(held.held()).isEqualTo((int) subscriptions.getCopies()).isPositive();
            assertThat(held.memory()).isEqualTo(subscriptions.getCopyBytes()).isPositive();
            assertThat(held.received())
                    .isEqualTo(subscriptions.getCopiesReceived())
                    .isPositive();
            assertThat(held.readsSaved())
                    .isEqualTo(subscriptions.getRemoteReadsSpared())
                    .isPositive();
            assertThat(held.missNanos()).isPositive();
            FilterReport.Copies given = report(0);
            assertThat(given.granted())
                    .isEqualTo((int) subscriptions(owner).getCopiesGranted())
                    .isPositive();
            assertThat(given.announced())
                    .isEqualTo(subscriptions(owner).getKeysAnnounced())
                    .isPositive();
            assertThat(given.waits())
                    .isEqualTo(subscriptions(owner).getWritesThatWaited())
                    .isPositive();
        });
    }

    private FilterReport.Copies report(int member) {
        FilterReport report = cluster.grid(member).cache("cache").report().filter();
        return Objects.requireNonNull(Objects.requireNonNull(report).copies());
    }

    @Test
    void get_remoteIsNever_asksTheOwnerEachTime() {
        Cache<String, String> never = cluster.cache(1, "never");

        IntStream.range(0, 200).forEach(i -> assertThat(never.get("key-" + i)).isNull());

        assertThat(subscriptions(never)).isNull();
    }

    @Test
    void start_withTransactions_isRefused() {
        assertThatThrownBy(() -> cluster.join("""
                <distributed-cache name="transactional">
                  <transaction mode="NON_XA"/>
                  <grid:negative-lookup/>
                </distributed-cache>
                """)).rootCause().hasMessageContaining("set remote=\"never\"");
    }

    private static String keyOf(Cache<String, String> cache) {
        return IntStream.range(0, 200)
                .mapToObj(i -> "key-" + i)
                .filter(cache.getAdvancedCache().getDistributionManager().getCacheTopology()::isWriteOwner)
                .findFirst()
                .orElseThrow();
    }

    private static String keyNotOf(Cache<String, String> cache) {
        return IntStream.range(0, 200)
                .mapToObj(i -> "key-" + i)
                .filter(key -> !cache.getAdvancedCache()
                        .getDistributionManager()
                        .getCacheTopology()
                        .isWriteOwner(key))
                .findFirst()
                .orElseThrow();
    }

    private static boolean excludes(Cache<String, String> cache, String key) {
        Subscriptions subscriptions = subscriptions(cache);
        return subscriptions.excludes(subscriptions.segment(key), key);
    }

    private static Subscriptions subscriptions(Cache<String, String> cache) {
        return ComponentRegistry.componentOf(cache, Subscriptions.class);
    }

    private DISCARD discard(int member) throws Exception {
        DISCARD discard = new DISCARD();
        channel(member).getProtocolStack().insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
        return discard;
    }

    private JChannel channel(int member) {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(cluster.manager(member), Transport.class))
                .getChannel();
    }
}
