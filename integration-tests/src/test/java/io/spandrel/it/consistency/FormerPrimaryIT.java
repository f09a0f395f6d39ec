package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A primary that was replaced, or takes itself for one, changes nothing; one that has just become primary is not beaten by it. */
class FormerPrimaryIT {

    private static final int MEMBERS = 3;
    private static final String NAME = "three";
    private static final String CACHE = """
            <distributed-cache name="three" owners="3" segments="16" remote-timeout="15000">
              <grid:consistency max-clock-drift="1h" timeout="15s"/>
            </distributed-cache>
            """;

    private static final AtomicLong AHEAD_SECONDS = new AtomicLong();

    private static LocalGrid grid;

    @BeforeAll
    static void start() {
        grid = LocalGrid.start(MEMBERS, CACHE);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    /** As two parts of a cluster number their topologies, each for itself, so the number is right and the sender is not. */
    @Test
    void write_fromWhoIsNotPrimaryInATopologyOfTheSameNumber_isRefused() {
        Cache<String, String> primary = primary("forged");
        Cache<String, String> impostor = others(primary).get(0);
        Cache<String, String> backup = others(primary).get(1);
        primary.put("forged", "value");
        awaitEqual("forged");
        long newer = Copies.at(backup, "forged").version() + 1;
        long refused = Rounds.of(backup).formerPrimariesRefused();

        assertThatThrownBy(() -> Copies.send(impostor, backup, "forged", "other", newer))
                .isInstanceOf(OutdatedTopologyException.class);

        assertThat(Copies.at(backup, "forged").value()).isEqualTo("value");
        assertThat(Rounds.of(backup).formerPrimariesRefused()).isEqualTo(refused + 1);
        Copies.send(primary, backup, "forged", "other", newer);
        assertThat(Copies.at(backup, "forged").value()).isEqualTo("other");
    }

    @Test
    void put_primaryHasNotHeardOfWhatItsPredecessorWrote_isNewerAllTheSame() {
        Cache<String, String> primary = primary("behind");
        long ahead = ahead();
        others(primary).forEach(backup -> Copies.put(backup, "behind", "acknowledged", ahead));

        long rewritten = Rounds.of(primary).writes().rewritten();

        primary.put("behind", "newer");

        assertThat(Rounds.of(primary).writes().rewritten()).isEqualTo(rewritten + 1);
        assertThat(Copies.at(primary, "behind").version()).isGreaterThan(ahead);
        awaitEqual("behind");
        assertThat(primary.get("behind")).isEqualTo("newer");
    }

    /** What a former primary has sent, and nobody has taken yet, must not be newer than a condition that was met meanwhile. */
    @Test
    void replace_formerPrimarysClockIsAhead_isNewerThanAllThatIsUnderWay() {
        Cache<String, String> primary = primary("clock");
        primary.put("clock", "start");
        long ahead = ahead();
        others(primary).forEach(former -> Copies.put(former, "something else", "value", ahead));

        assertThat(primary.replace("clock", "start", "replaced")).isTrue();

        assertThat(Copies.at(primary, "clock").version()).isGreaterThan(ahead);
    }

    @Test
    void write_primaryIsReplacedBeforeItIsAnswered_isNotAcknowledged() {
        try (LocalGrid grid = LocalGrid.start(MEMBERS, CACHE)) {
            List<Cache<String, String>> members = members(grid);
            Cache<String, String> former = members.get(2);
            Cache<String, String> backup = members.get(0);
            String key = keyOf(former);
            members.get(1).put(key, "before");
            await().until(() -> Copies.at(backup, key).value() != null);
            long version = Copies.at(backup, key).version() + 1;
            HeldAnswer held = HeldAnswer.ofNextAt(backup);
            CompletableFuture<Object> answer = Copies.receive(backup, former, key, "value", version);
            held.awaitHeld();
            assertThat(Copies.at(backup, key).value()).isEqualTo("value");

            grid.stop(2);
            grid.awaitMembers(2);
            held.letGo();

            assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
        }
    }

    @Test
    void replace_primaryIsFrozenAndReplaced_isNotDoneWhenItWakes() {
        try (LocalGrid grid = LocalGrid.start(MEMBERS, CACHE)) {
            List<Cache<String, String>> members = members(grid);
            Cache<String, String> frozen = members.get(2);
            Cache<String, String> survivor = members.get(0);
            String key = keyOf(frozen);
            survivor.put(key, "start");

            Cut cut = Cut.around(grid.manager(2), List.of(grid.manager(0), grid.manager(1)));
            CompletableFuture<Boolean> replaced = frozen.replaceAsync(key, "start", "late");
            await().until(() -> !Copies.primaryOf(survivor, key)
                    .equals(frozen.getAdvancedCache().getRpcManager().getAddress()));
            survivor.put(key, "newer");
            cut.heal();

            assertThat(replaced.orTimeout(30, TimeUnit.SECONDS).handle((done, failure) -> failure == null && done))
                    .succeedsWithin(Duration.ofSeconds(31))
                    .isEqualTo(false);
            grid.awaitMembers(MEMBERS);
            assertThat(members).allSatisfy(member -> assertThat(member.get(key)).isEqualTo("newer"));
        }
    }

    /** A version that no member has given or heard of, and that is further ahead than the one before. */
    private static long ahead() {
        long millis = System.currentTimeMillis() + AHEAD_SECONDS.addAndGet(60) * 1000;
        return Version.of(millis, 0, Version.MEMBER_MAX);
    }

    private static Cache<String, String> primary(String key) {
        return members(grid).stream()
                .filter(member -> Copies.isPrimary(member, key))
                .findFirst()
                .orElseThrow();
    }

    private static List<Cache<String, String>> others(Cache<String, String> than) {
        return members(grid).stream().filter(member -> member != than).toList();
    }

    private static String keyOf(Cache<String, String> primary) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "key-" + i)
                .filter(key -> Copies.isPrimary(primary, key))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEqual(String key) {
        await().until(() ->
                Copies.ofOwners(members(grid), key).stream().distinct().count() == 1);
    }

    private static List<Cache<String, String>> members(LocalGrid of) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> of.<String, String>cache(i, NAME))
                .toList();
    }
}
