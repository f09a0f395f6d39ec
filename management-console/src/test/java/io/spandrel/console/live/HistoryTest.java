package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History();

    @Test
    void add_moreThanFitsOrOlderThanFiveMinutes_forgetsTheOldest() {
        add(0, 399);
        assertThat(history.samples(time(399))).hasSize(300).startsWith(at(100)).endsWith(at(399));

        add(600, 600);
        assertThat(history.samples(time(600))).startsWith(at(300)).endsWith(at(600));

        assertThat(history.samples(time(10_000))).isEmpty();
    }

    @Test
    void hasGap_untilFiveMinutesAreThere() {
        add(0, 285);
        assertThat(history.hasGap(time(285))).isTrue();

        add(286, 295);
        assertThat(history.hasGap(time(295))).isFalse();
        assertThat(history.hasGap(time(306))).isTrue();
    }

    @Test
    void fill_leavesAloneWhatIsThere() {
        add(10, 20);
        add(40, 45);

        history.fill(List.of(at(0), at(5), at(9), at(15), at(22), at(25), at(30), at(35), at(38), at(50)));

        assertThat(history.samples(time(50)))
                .filteredOn(sample -> !isWithin(sample, 10, 20) && !isWithin(sample, 40, 45))
                .containsExactly(at(0), at(5), at(25), at(30), at(35), at(50));
        assertThat(history.samples(time(50))).hasSize(11 + 6 + 6);
    }

    @Test
    void after_aSampleThatIsThere_areAllLaterOnes() {
        add(1, 10);

        assertThat(history.after(time(8), time(11))).contains(List.of(at(9), at(10)));
        assertThat(history.after(time(10), time(11))).contains(List.of());
    }

    @Test
    void after_notThereOrBroken_isUnknown() {
        add(1, 10);
        assertThat(history.after(time(0), time(11))).isEmpty();
        assertThat(history.after(time(10), time(30))).isEmpty();

        add(30, 31);
        assertThat(history.after(time(9), time(31))).isEmpty();
    }

    private void add(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(second -> history.add(at(second)));
    }

    private static boolean isWithin(Sample sample, int from, int to) {
        return !sample.at().isBefore(time(from)) && !sample.at().isAfter(time(to));
    }

    private static Sample at(int second) {
        return new Sample(time(second), List.of(), Map.of());
    }

    private static Instant time(int second) {
        return Instant.EPOCH.plus(Duration.ofSeconds(second));
    }
}
