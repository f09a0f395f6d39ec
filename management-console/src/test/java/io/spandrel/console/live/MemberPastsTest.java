package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.live.Sample.Counters;
import io.spandrel.console.live.Sample.Load;
import io.spandrel.grid.MemberHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberPastsTest {

    private static final Instant NOW = Instant.EPOCH.plus(Duration.ofHours(1));

    @Test
    void merge_membersNotInStep_knowsWhatEachHadAtTheSameTime() {
        List<Sample> samples =
                MemberPasts.merge(NOW, List.of(member("a", 11_000, 6_000, 1_000), member("b", 9_900, 4_900)));

        assertThat(samples).extracting(Sample::at).containsExactly(ago(9_900), ago(4_900));
        assertThat(samples)
                .extracting(sample -> sample.caches().get("c").hits())
                .containsExactly(-19_800L, -9_800L);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.members()).hasSize(2).allMatch(Load::answered));
    }

    @Test
    void merge_aSampleTakenNext_goesOnWithTheSameRate() {
        List<Sample> samples = MemberPasts.merge(NOW, List.of(member("a", 9_000, 4_000), member("b", 6_500, 1_500)));
        Sample last = samples.get(samples.size() - 1);

        /* Each has a hit a millisecond, and 0 now. */
        long millis = Duration.between(last.at(), NOW).toMillis();
        assertThat(-last.caches().get("c").hits()).isEqualTo(2 * millis);
    }

    @Test
    void merge_aMemberThatJoined_isNotThereBefore() {
        List<Sample> samples =
                MemberPasts.merge(NOW, List.of(member("a", 15_000, 10_000, 5_000, 0), member("b", 7_000, 2_000)));

        assertThat(samples)
                .extracting(sample -> sample.members().stream().map(Load::name).toList())
                .containsExactly(List.of("a"), List.of("a", "b"), List.of("a", "b"));
    }

    @Test
    void merge_aMemberThatHungOrDoesNotAnswer_isSilentThen() {
        List<Sample> samples = MemberPasts.merge(
                NOW,
                List.of(
                        member("a", 20_000, 15_000, 10_000, 5_000, 0),
                        member("b", 25_000, 20_000, 5_000, 0),
                        MemberHistory.unanswered("c")));

        assertThat(samples)
                .extracting(
                        sample -> sample.members().stream().map(Load::answered).toList())
                .containsExactly(
                        List.of(true, false),
                        List.of(true, true, false),
                        List.of(true, false, false),
                        List.of(true, false, false),
                        List.of(true, true, false),
                        List.of(true, true, false));
    }

    @Test
    void merge_aMemberThatHangsNow_doesNotHoldUpTheOthers() {
        List<Sample> samples =
                MemberPasts.merge(NOW, List.of(member("a", 10_000, 5_000, 0), member("b", 35_000, 30_000)));

        assertThat(samples).extracting(Sample::at).endsWith(ago(0));
        assertThat(samples.get(samples.size() - 1).members())
                .extracting(Load::answered)
                .containsExactly(true, false);
    }

    @Test
    void merge_aCacheThatStartedBetween_isThereFromItsFirstMoment() {
        MemberHistory.Moment before = new MemberHistory.Moment(5_000, 1, 2, 0.5, Map.of());
        MemberHistory.Moment after =
                new MemberHistory.Moment(0, 1, 2, 0.5, Map.of("c", new MemberHistory.Counters(9, 0, 0, 0, 0, 0)));

        List<Sample> samples = MemberPasts.merge(NOW, List.of(new MemberHistory("a", true, List.of(before, after))));

        assertThat(samples).extracting(sample -> sample.caches().size()).containsExactly(0, 1);
    }

    @Test
    void merge_nobodyRemembers_isNothing() {
        assertThat(MemberPasts.merge(NOW, List.of(member("a"), MemberHistory.unanswered("b"))))
                .isEmpty();
    }

    @Test
    void counters_plus_addsEachToItsOwn() {
        assertThat(new Counters(1, 2, 3, 4, 5, 6).plus(new Counters(10, 20, 30, 40, 50, 60)))
                .isEqualTo(new Counters(11, 22, 33, 44, 55, 66));
    }

    /** Remembers these ages, and of each a number of hits that grows with time. */
    private static MemberHistory member(String name, long... ages) {
        List<MemberHistory.Moment> moments = Arrays.stream(ages)
                .mapToObj(age -> new MemberHistory.Moment(
                        age, 1, 2, 0.5, Map.of("c", new MemberHistory.Counters(-age, 0, 0, 0, 0, 0))))
                .toList();
        return new MemberHistory(name, true, moments);
    }

    private static Instant ago(int millis) {
        return NOW.minusMillis(millis);
    }
}
