package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners are owed is brought to them: what becomes of it, within which bounds, and on whose word. */
class HintedHandoffIT {

    private static final int MEMBERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(
                MEMBERS,
                cache("paid", "replay-interval=\"50ms\"")
                        + cache("written", "replay-interval=\"50ms\"")
                        + cache("asked", "replay-interval=\"50ms\"")
                        + cache("rarely", "replay-interval=\"10m\"")
                        + cache("slowly", "replay-interval=\"50ms\" throttle=\"1B\"")
                        + cache("briefly", "replay-interval=\"50ms\" window=\"200ms\"")
                        + cache("few-each", "max-hints-per-member=\"2\"")
                        + cache("few", "max-hints=\"3\"")
                        + cache("small", "max-memory=\"400B\"")
                        + cache("returning", "replay-interval=\"50ms\"")
                        + """
                <distributed-cache name="two" owners="2">
                  <grid:consistency/><grid:hinted-handoff replay-interval="50ms"/>
                </distributed-cache>
                """);
    }

    private static String cache(String name, String handoff) {
        return """
                <replicated-cache name="%s"><grid:consistency/><grid:hinted-handoff %s/></replicated-cache>
                """.formatted(name, handoff);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void owe_ownerLacksAWrite_isBroughtItByThePrimary(boolean byPrimary) {
        String key = key();
        int primary = primary("paid", key);
        int owner = other(primary);
        int debtor = byPrimary ? primary : 3 - primary - owner;
        long version = newVersion();
        Copies.put(member(primary, "paid"), key, "value", version);
        HandoffReport before = report(debtor, "paid");

        owe(debtor, "paid", key, version, owner);

        await().atMost(PATIENCE).until(() -> report(debtor, "paid").succeeded() == before.succeeded() + 1);
        assertThat(copy(owner, "paid", key)).isEqualTo(new Copy("value", version, Version.NONE));
        assertThat(hints(debtor, "paid"))
                .returns(0L, CacheHints::getHintsPending)
                .returns(0L, CacheHints::getHintsBytes)
                .returns(before.created() + 1, CacheHints::getHintsCreated)
                .returns(before.succeeded() + 1, CacheHints::getHintsSucceeded);
        assertThat(report(debtor, "paid"))
                .returns(0L, HandoffReport::pending)
                .returns(before.created() + 1, HandoffReport::created)
                .returns(before.failed(), HandoffReport::failed);
    }

    @Test
    void drain_ofAMemberThatOwes_endsWhenItHasPaid() {
        String key = key();
        int primary = primary("rarely", key);
        int owner = other(primary);
        int debtor = 3 - primary - owner;
        long version = newVersion();
        Copies.put(member(primary, "rarely"), key, "value", version);
        owe(debtor, "rarely", key, version, owner);

        get(grid.grid(debtor).drain(Redundancy.KEEP, PATIENCE));

        assertThat(report(debtor, "rarely").pending()).isZero();
        assertThat(copy(owner, "rarely", key)).isEqualTo(new Copy("value", version, Version.NONE));
        get(grid.grid(debtor).cancelDrain());
        grid.awaitMembers(MEMBERS);
    }

    /** The first write waits for the owner until it is slow, the others are not sent to it. */
    @Test
    void put_ownerSilent_isOwedWhatItMissesAndPaid() {
        int primary = 0;
        int owner = 1;
        List<String> keys = Stream.generate(HintedHandoffIT::key)
                .filter(key -> primary("written", key) == primary)
                .limit(5)
                .toList();
        get(grid.grid(0).cache("written").pauseHandoff("member-2"));
        SilentMember silent = SilentMember.at(member(owner, "written"));

        keys.forEach(key -> member(primary, "written").put(key, "of " + key));

        await().atMost(PATIENCE).until(() -> report(primary, "written").pending() == keys.size());
        silent.answer();
        get(grid.grid(0).cache("written").resumeHandoff("member-2"));
        await().atMost(PATIENCE).until(() -> report(primary, "written").pending() == 0);
        assertThat(report(primary, "written"))
                .returns(5L, HandoffReport::succeeded)
                .returns(0L, HandoffReport::dropped);
        assertThat(keys)
                .allSatisfy(key -> assertThat(copy(owner, "written", key))
                        .isEqualTo(copy(primary, "written", key))
                        .returns("of " + key, Copy::value));
    }

    @Test
    void owe_newerDeleteAtPayment_isBroughtTheDelete() {
        String key = key();
        int primary = primary("asked", key);
        int owner = other(primary);
        String name = "member-" + (owner + 1);
        member(primary, "asked").put(key, "value");
        get(grid.grid(0).cache("asked").pauseHandoff(name));
        owe(primary, "asked", key, copy(owner, "asked", key).version() + 1, owner);
        long deleted = newVersion();
        Copies.remove(member(primary, "asked"), key, deleted);

        get(grid.grid(0).cache("asked").resumeHandoff(name));

        await().atMost(PATIENCE).until(() -> report(primary, "asked").pending() == 0);
        assertThat(copy(owner, "asked", key)).isEqualTo(new Copy(null, Version.NONE, deleted));
    }

    /** The outcome of a write is not known: some owner may have it, its primary has not. */
    @Test
    void owe_primaryLacksTheWrite_fetchesItFromWhoHasIt() {
        String key = key();
        int primary = primary("paid", key);
        int holder = other(primary);
        long version = newVersion();
        Copies.put(member(holder, "paid"), key, "value", version);

        owe(primary, "paid", key, version, primary);
        owe(primary, "paid", key, version, 3 - primary - holder);

        await().atMost(PATIENCE).until(() -> report(primary, "paid").pending() == 0);
        assertThat(IntStream.range(0, MEMBERS).mapToObj(i -> copy(i, "paid", key)))
                .containsOnly(new Copy("value", version, Version.NONE));
    }

    @Test
    void owe_writeThatNobodyHas_isNotOwedAnyMore() {
        String key = key();
        int primary = primary("paid", key);

        owe(primary, "paid", key, newVersion(), other(primary));

        await().atMost(PATIENCE).until(() -> report(primary, "paid").pending() == 0);
        assertThat(report(primary, "paid").targets()).isEmpty();
    }

    @Test
    void owe_memberDoesNotOwnTheKey_isDroppedWithoutRepair() {
        String key = key();
        int primary = primary("two", key);
        int stranger = IntStream.range(0, MEMBERS)
                .filter(i -> !Copies.isOwner(member(i, "two"), key))
                .findFirst()
                .orElseThrow();
        member(primary, "two").put(key, "value");

        owe(primary, "two", key, newVersion(), stranger);

        await().atMost(PATIENCE).until(() -> report(primary, "two").dropped() == 1);
        assertThat(report(primary, "two").targets()).isEmpty();
        assertThat(copy(stranger, "two", key).value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"few-each", "few", "small"})
    void owe_aboveALimit_isDroppedAndNeedsRepair(String name) {
        for (int owner = 1; owner < MEMBERS; owner++) {
            get(grid.grid(0).cache(name).pauseHandoff("member-" + (owner + 1)));
        }

        for (int i = 0; i < 4; i++) {
            owe(0, name, key(), newVersion(), 1);
            owe(0, name, key(), newVersion(), 2);
        }

        HandoffReport report = report(0, name);
        assertThat(report.dropped()).isPositive();
        assertThat(report.pending() + report.dropped()).isEqualTo(8);
        assertThat(report.targets()).allMatch(HandoffReport.Target::needsRepair);
        switch (name) {
            case "few-each" ->
                assertThat(report.targets())
                        .extracting(HandoffReport.Target::pending)
                        .containsOnly(2);
            case "few" -> assertThat(report.pending()).isEqualTo(3);
            default -> assertThat(report.bytes()).isPositive().isLessThanOrEqualTo(400);
        }
    }

    @Test
    void window_over_expiresAndNeedsRepair() {
        get(grid.grid(0).cache("briefly").pauseHandoff("member-2"));

        owe(0, "briefly", key(), newVersion(), 1);

        await().atMost(PATIENCE).until(() -> report(0, "briefly").expired() == 1);
        assertThat(report(0, "briefly").pending()).isZero();
        assertThat(report(0, "briefly").targets())
                .containsExactly(new HandoffReport.Target("member-2", 0, 0, true, true));
        await().atMost(PATIENCE)
                .until(() -> events(0, "briefly").contains("hints for member-2 were let go; it needs repair"));
    }

    @Test
    void replayInterval_long_paysWhenTheMemberIsHeard() {
        owe(0, "rarely", key(), newVersion(), 1);
        String paid = key();
        owe(0, "paid", paid, newVersion(), 1);
        await().atMost(PATIENCE).until(() -> report(0, "paid").pending() == 0);
        assertThat(report(0, "rarely").pending()).isEqualTo(1);

        hints(0, "rarely").answered(address(1));

        await().atMost(PATIENCE).until(() -> report(0, "rarely").pending() == 0);
    }

    @Test
    void throttle_low_paysSlowlyUntilItIsRaised() {
        for (int i = 0; i < 150; i++) {
            String key = key();
            Copies.put(member(0, "slowly"), key, "value", newVersion());
            owe(0, "slowly", key, copy(0, "slowly", key).version(), 1);
        }
        await().atMost(PATIENCE).until(() -> report(0, "slowly").succeeded() > 0);
        assertThat(report(0, "slowly").pending()).isPositive();

        assertThat(grid.grid(2).cache("slowly").report().handoff().throttle()).isEqualTo(1);
        get(grid.grid(2).cache("slowly").change("hinted-handoff", "throttle", "10MB"));
        assertThat(grid.grid(2).cache("slowly").report().handoff().throttle()).isEqualTo(10 << 20);

        await().atMost(PATIENCE).until(() -> report(0, "slowly").pending() == 0);
    }

    @Test
    void pauseResumeAndDrop_fromAnyMember_actOnAllAndAreReported() {
        get(grid.grid(2).cache("asked").pauseHandoff("member-2"));
        owe(0, "asked", key(), newVersion(), 1);
        owe(2, "asked", key(), newVersion(), 1);

        List<HandoffReport> reports = get(grid.grid(1).memberReports(PATIENCE)).stream()
                .map(MemberReport::handoff)
                .map(caches -> caches.get("asked"))
                .filter(report -> report.pending() > 0)
                .toList();
        assertThat(reports)
                .hasSize(2)
                .allMatch(report -> report.targets().get(0).paused()
                        && report.targets().get(0).member().equals("member-2")
                        && report.bytes() > 0);

        assertThat(get(grid.grid(1).cache("asked").dropHints("member-2"))).isEqualTo(2);
        get(grid.grid(1).cache("asked").resumeHandoff("member-2"));

        assertThat(report(0, "asked").targets())
                .containsExactly(new HandoffReport.Target("member-2", 0, 0, false, true));
        assertThat(events(0, "asked"))
                .anyMatch(text -> text.startsWith("payment of hints for member-2 paused"))
                .anyMatch(text -> text.startsWith("dropped 1 hints for member-2, which needs repair"))
                .anyMatch(text -> text.startsWith("payment of hints for member-2 resumed"));
    }

    private static void owe(int debtor, String name, String key, long version, int to) {
        hints(debtor, name)
                .debts(key, Copies.segment(member(debtor, name), key), version)
                .owe(address(to));
    }

    private static int primary(String name, String key) {
        return IntStream.range(0, MEMBERS)
                .filter(i -> Copies.isPrimary(member(i, name), key))
                .findFirst()
                .orElseThrow();
    }

    private static int other(int member) {
        return (member + 1) % MEMBERS;
    }

    private static long newVersion() {
        return Version.of(System.currentTimeMillis() + KEYS.incrementAndGet(), 0, 1);
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    private static HandoffReport report(int member, String name) {
        return grid.grid(member).cache(name).report().handoff();
    }

    private static List<String> events(int member, String name) {
        return grid.grid(member).report().history().stream()
                .filter(event -> event.kind() == GridEvent.Kind.HANDOFF
                        && event.subject().equals(name))
                .map(GridEvent::text)
                .toList();
    }

    private static Copy copy(int member, String name, String key) {
        return Copies.at(member(member, name), key);
    }

    private static Cache<String, String> member(int member, String name) {
        return grid.cache(member, name);
    }

    private static CacheHints hints(int member, String name) {
        return ComponentRegistry.componentOf(member(member, name), CacheHints.class);
    }

    private static Address address(int member) {
        return grid.manager(member).getAddress();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
