package io.spandrel.eviction;

import static io.spandrel.eviction.ShadowSchedule.Use.EVIDENCE;
import static io.spandrel.eviction.ShadowSchedule.Use.NONE;
import static io.spandrel.eviction.ShadowSchedule.Use.WARM_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShadowScheduleTest {

    private static final int ENTRIES = 100;
    private static final int SETTLED = ShadowSchedule.SETTLED * ENTRIES;
    private static final int REST = ShadowSchedule.REST * ENTRIES;
    private static final int TURN = ShadowSchedule.TURN * ENTRIES;
    private static final int WARMING = ShadowSchedule.WARM_UP * ENTRIES;

    private final ShadowSchedule schedule = new ShadowSchedule();
    private final Random random = new Random(1);

    private Map<ShadowSchedule.Use, Integer> requests(int count, double hitRatio) {
        Map<ShadowSchedule.Use, Integer> uses = new EnumMap<>(ShadowSchedule.Use.class);
        for (int i = 0; i < count; i++) {
            schedule.observe(random.nextDouble() < hitRatio, ENTRIES);
            uses.merge(schedule.next(ENTRIES), 1, Integer::sum);
        }
        return uses;
    }

    @Test
    void next_notSettled_usesAll() {
        assertThat(requests(SETTLED, 0.5)).containsOnlyKeys(EVIDENCE);
    }

    @Test
    void next_settled_restsWarmsUpAndUsesInTurns() {
        requests(SETTLED + 1, 0.5);

        for (int turn = 0; turn < 3; turn++) {
            assertThat(requests(REST, 0.5)).containsOnlyKeys(NONE);
            assertThat(requests(WARMING, 0.5)).containsOnlyKeys(WARM_UP);
            assertThat(requests(TURN - WARMING, 0.5)).containsOnlyKeys(EVIDENCE);
        }
    }

    @Test
    void next_hitRatioChanges_restEndsAndAllAreUsedAgain() {
        requests(SETTLED + REST / 2, 0.5);

        Map<ShadowSchedule.Use, Integer> uses = requests(SETTLED, 0.2);

        assertThat(uses).containsOnlyKeys(EVIDENCE, NONE);
        assertThat(uses.get(NONE)).as("until it was noticed").isLessThan(10 * ENTRIES);
    }

    @Test
    void next_hitRatioChangesByChanceOnly_restGoesOn() {
        requests(SETTLED + 1, 0.5);

        assertThat(requests(20 * (REST + TURN), 0.5).get(NONE)).isEqualTo(20 * REST);
    }

    @Test
    void next_hitRatioAlwaysComesInWaves_restsMostOfTheTime() {
        int rests = 0;
        for (int wave = 0; wave < 1_000; wave++) {
            rests += requests(3 * ENTRIES, 0.3 + 0.4 * (wave % 2)).getOrDefault(NONE, 0);
        }

        assertThat(rests).isGreaterThan(3_000 * ENTRIES * 7 / 10);
    }

    @Test
    void restart_afterWaves_hearsOfThemAgain() {
        for (int wave = 0; wave < 1_000; wave++) {
            requests(3 * ENTRIES, 0.3 + 0.4 * (wave % 2));
        }
        schedule.restart();
        requests(SETTLED + REST / 2, 0.7);

        assertThat(requests(SETTLED, 0.3).get(EVIDENCE)).isGreaterThan(SETTLED - 10 * ENTRIES);
    }

    @Test
    void restart_whileItRests_usesAllUntilItIsSettledAgain() {
        requests(SETTLED + REST / 2, 0.5);

        schedule.restart();

        assertThat(requests(SETTLED, 0.5)).containsOnlyKeys(EVIDENCE);
        assertThat(requests(REST, 0.5)).containsKey(NONE);
    }

    @Test
    void next_emptyCache_usesAll() {
        for (int i = 0; i < 1000; i++) {
            assertThat(schedule.next(1 + i / 2)).isEqualTo(EVIDENCE);
        }
    }
}
