package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.faults.member.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wall clocks of members jump while they serve. */
class ClockJumpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TWO_HOURS = 7_200;
    private static final int KEYS = 40;

    private final List<MovableClock> clocks = new ArrayList<>();
    private final LocalGrid grid = LocalGrid.start(3, manager -> clocks.add(MovableClock.of(manager)), """
            <replicated-cache name="cache">
              <grid:consistency read="QUORUM" write="QUORUM"/>
            </replicated-cache>
            """);

    @AfterEach
    void stop() {
        grid.close();
    }

    @Test
    void jumpForward_ofOneMember_expiresNothingAndItsWritesAreTaken() {
        putAll(0, "before", 3_600);

        clocks.get(1).set(TWO_HOURS);

        cache(1).getAdvancedCache().getExpirationManager().processExpiration();
        assertThatAllHold("before");
        putAll(1, "meanwhile", 3_600);
        assertThatAllHold("meanwhile");

        clocks.get(1).set(0);
        putAll(2, "after", 3_600);
        assertThatAllHold("after");
    }

    @Test
    void jumpBack_ofOneMember_leavesLifespansAsTheyAre() {
        clocks.get(1).set(-TWO_HOURS);
        putAll(1, "meanwhile", 3_600);
        assertThatAllHold("meanwhile");

        clocks.get(1).set(0);

        assertThatAllHold("meanwhile");
        putAll(1, "after", 3_600);
        assertThatAllHold("after");
    }

    @Test
    void jumpForward_thatMostMembersConfirm_isBelieved() {
        putAll(0, "before", 3_600);

        clocks.get(0).set(TWO_HOURS);
        clocks.get(1).set(TWO_HOURS);

        await().atMost(PATIENCE).until(() -> here(0).get("key-0") == null && here(1).get("key-0") == null);
    }

    private void putAll(int member, String value, long seconds) {
        keys().forEach(key -> cache(member).put(key, value, seconds, TimeUnit.SECONDS));
    }

    private void assertThatAllHold(String value) {
        for (int member = 0; member < clocks.size(); member++) {
            int reader = member;
            assertThat(keys())
                    .allSatisfy(key -> assertThat(cache(reader).get(key)).isEqualTo(value));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys())
                            .allSatisfy(key -> assertThat(here(reader).get(key)).isEqualTo(value)));
        }
    }

    private Cache<String, String> cache(int member) {
        return grid.cache(member, "cache");
    }

    /** What the member holds itself. */
    private Cache<String, String> here(int member) {
        return grid.grid(member).cache("cache").with(Consistency.ONE);
    }

    private static List<String> keys() {
        return IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList();
    }
}
