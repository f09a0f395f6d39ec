package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.Hints.Hint;
import io.spandrel.grid.consistency.Hints.Standing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class HintsTest {

    private static final long WINDOW = 1_000;

    private final Hints<String, String> hints = hints(5, 8, 1_000_000);

    @Test
    void owe_sameKeyTwice_oneDebtOfTheNewestVersion() {
        hints.owe("A", "k", 7, 0);
        hints.owe("A", "k", 5, 10);

        assertThat(hints.batch("A", 10, 1_000, 20)).containsExactly(new Hint<>("k", 7, Duration.ofMillis(20)));
        assertThat(hints.figures(20).created()).isEqualTo(1);
    }

    @Test
    void settle_onlyUpToWhatTheMemberHas() {
        hints.owe("A", "k", 7, 0);

        hints.settle("A", "k", 6);
        hints.settle("B", "k", 7);
        assertThat(hints.pending("A")).isEqualTo(1);

        hints.settle("A", "k", 7);
        assertThat(hints.pending("A")).isZero();
        assertThat(hints.figures(0)).isEqualTo(new HintFigures(0, 0, Duration.ZERO, 1, 1, 0, 0, 0));
    }

    @Test
    void forgetKey_isCountedAndAsksForNoRepair() {
        hints.owe("A", "k", 7, 0);
        hints.owe("A", "other", 7, 0);

        hints.forget("A", "k");
        hints.forget("A", "never owed");

        assertThat(hints.batch("A", 9, 1_000, 0)).extracting(Hint::key).containsExactly("other");
        assertThat(hints.figures(0).dropped()).isEqualTo(1);
        assertThat(hints.figures(0).pending()).isEqualTo(1);
        assertThat(hints.needsRepair("A")).isZero();
    }

    @Test
    void standings_nameWhoIsOwedPausedOrMarked() {
        hints.owe("A", "old", 7, 0);
        hints.owe("A", "young", 7, 30);
        hints.pause("B", 0);
        hints.markForRepair("C", 0);
        hints.owe("D", "k", 7, 0);
        hints.settle("D", "k", 7);

        assertThat(hints.standings(100))
                .containsOnly(
                        Map.entry("A", new Standing(2, Duration.ofMillis(100), false, false)),
                        Map.entry("B", new Standing(0, Duration.ZERO, true, false)),
                        Map.entry("C", new Standing(0, Duration.ZERO, false, true)));
    }

    @Test
    void owe_memberFull_marksItAndCounts() {
        for (int i = 0; i < 5; i++) {
            assertThat(hints.owe("A", "" + i, 1, 0)).isTrue();
        }

        assertThat(hints.owe("A", "x", 1, 0)).isFalse();
        assertThat(hints.owe("A", "3", 2, 0)).as("a debt known before").isTrue();
        assertThat(hints.owe("B", "x", 1, 0)).isTrue();

        assertThat(hints.needsRepair("A")).isNotZero();
        assertThat(hints.needsRepair("B")).isZero();
        assertThat(hints.figures(0).dropped()).isEqualTo(1);
    }

    @Test
    void owe_totalFull_marksTheMember() {
        for (int i = 0; i < 4; i++) {
            hints.owe("A", "" + i, 1, 0);
            hints.owe("B", "" + i, 1, 0);
        }

        assertThat(hints.owe("C", "x", 1, 0)).isFalse();
        assertThat(hints.needsRepair("C")).isNotZero();
    }

    @Test
    void owe_bytesFull_marksTheMember() {
        Hints<String, String> small = hints(5, 8, Hints.OVERHEAD + 3);

        assertThat(small.owe("A", "1234", 1, 0)).isFalse();
        assertThat(small.owe("A", "123", 1, 0)).isTrue();
        assertThat(small.figures(0).bytes()).isEqualTo(Hints.OVERHEAD + 3);
    }

    @Test
    void owe_memberAwayForLongerThanTheWindow_marksIt() {
        hints.owe("A", "k", 1, 0);
        hints.owe("A", "l", 1, WINDOW);

        assertThat(hints.pending("A")).isEqualTo(1);
        assertThat(hints.needsRepair("A")).isNotZero();
    }

    @Test
    void expire_memberUnseenForTheWindow_dropsAllAndMarks() {
        hints.owe("A", "k", 1, 0);
        hints.owe("A", "l", 1, 900);

        hints.expire(WINDOW - 1);
        assertThat(hints.pending("A")).isEqualTo(2);

        hints.expire(WINDOW);
        assertThat(hints.pending("A")).isZero();
        assertThat(hints.needsRepair("A")).isNotZero();
        assertThat(hints.figures(WINDOW).expired()).isEqualTo(2);
        assertThat(hints.figures(WINDOW).bytes()).isZero();
    }

    @Test
    void expire_memberSeen_onlyWhatIsOlderThanTheWindow() {
        hints.owe("A", "k", 1, 0);
        hints.owe("A", "l", 1, 900);
        hints.seen("A", 950);

        hints.expire(WINDOW);

        assertThat(hints.batch("A", 10, 100, WINDOW)).containsExactly(new Hint<>("l", 1, Duration.ofMillis(100)));
    }

    @Test
    void batch_isBoundedInNumberAndBytes_butNeverStuck() {
        hints.owe("A", "12345", 1, 0);
        hints.owe("A", "1", 1, 0);
        hints.owe("A", "2", 1, 0);

        assertThat(hints.batch("A", 2, 100, 0)).extracting(Hint::key).containsExactly("12345", "1");
        assertThat(hints.batch("A", 10, 6, 0)).extracting(Hint::key).containsExactly("12345", "1");
        assertThat(hints.batch("A", 10, 1, 0)).extracting(Hint::key).containsExactly("12345");
    }

    @Test
    void failed_goesBehindTheOthersAndKeepsItsAge() {
        hints.owe("A", "k", 1, 0);
        hints.owe("A", "l", 1, 50);

        hints.failed("A", "k");

        assertThat(hints.batch("A", 10, 100, 100)).extracting(Hint::key).containsExactly("l", "k");
        assertThat(hints.figures(100).oldest()).isEqualTo(Duration.ofMillis(100));
        assertThat(hints.figures(100).failed()).isEqualTo(1);
    }

    @Test
    void pause_givesNoBatchButKeepsHints() {
        hints.pause("A", 0);
        hints.owe("A", "k", 1, 0);

        assertThat(hints.batch("A", 10, 100, 0)).isEmpty();
        assertThat(hints.members()).containsExactly("A");

        hints.resume("A");
        assertThat(hints.batch("A", 10, 100, 0)).hasSize(1);
    }

    @Test
    void drop_marksTheMember_forgetDoesNot() {
        hints.owe("A", "k", 1, 0);
        hints.owe("B", "k", 1, 0);

        hints.drop("A");
        hints.forget("B");

        assertThat(hints.needsRepair("A")).isNotZero();
        assertThat(hints.needsRepair("B")).isZero();
        assertThat(hints.members()).isEmpty();
        assertThat(hints.figures(0)).isEqualTo(new HintFigures(0, 0, Duration.ZERO, 2, 0, 0, 0, 2));
    }

    @Test
    void markForRepair_memberOwedNothing_isMarked() {
        hints.markForRepair("A", 0);

        assertThat(hints.needsRepair("A")).isNotZero();
        assertThat(hints.members()).isEmpty();
    }

    @Test
    void repaired_markSetAgainMeanwhile_stays() {
        hints.owe("A", "k", 1, 0);
        hints.drop("A");
        long mark = hints.needsRepair("A");
        hints.owe("A", "l", 1, 0);
        hints.drop("A");

        hints.repaired("A", mark);
        assertThat(hints.needsRepair("A")).isNotZero();

        hints.repaired("A", hints.needsRepair("A"));
        assertThat(hints.needsRepair("A")).isZero();
    }

    @Test
    void cleared_coversDebtsUpToTheClear() {
        hints.owe("A", "old", 5, 0);
        hints.owe("A", "new", 7, 0);
        hints.owe("A", "elsewhere", 5, 0);

        hints.cleared(key -> !key.equals("elsewhere"), 6);

        assertThat(hints.batch("A", 10, 100, 0)).extracting(Hint::key).containsExactly("new", "elsewhere");
    }

    @Test
    void caps_memberGoneForEverAndMillionsOfWrites_hold() {
        Hints<String, Integer> many =
                new Hints<>(new HintLimits(100_000, 1_000_000, 64_000_000, Duration.ofHours(3)), key -> 16);

        for (int i = 0; i < 2_000_000; i++) {
            many.owe("gone", i, i, 0);
        }

        assertThat(many.figures(0).pending()).isEqualTo(100_000);
        assertThat(many.figures(0).dropped()).isEqualTo(1_900_000);
    }

    @Test
    void overhead_weighed_isNoMoreThanCounted() {
        int count = 6_200;
        Hints<String, Integer> weighed =
                new Hints<>(new HintLimits(count, count, Long.MAX_VALUE, Duration.ofHours(3)), key -> 16);
        Integer[] keys = new Integer[count];
        for (int i = 0; i < count; i++) {
            keys[i] = 1_000 + i;
            weighed.owe("A", keys[i], i, 0);
        }

        long each = (GraphLayout.parseInstance(weighed).totalSize()
                        - GraphLayout.parseInstance((Object[]) keys).totalSize())
                / count;

        assertThat(each).isBetween(40L, Hints.OVERHEAD);
        assertThat(Hints.OVERHEAD).isLessThanOrEqualTo(100);
    }

    private static Hints<String, String> hints(int perMember, int total, long bytes) {
        return new Hints<>(new HintLimits(perMember, total, bytes, Duration.ofMillis(WINDOW)), String::length);
    }
}
