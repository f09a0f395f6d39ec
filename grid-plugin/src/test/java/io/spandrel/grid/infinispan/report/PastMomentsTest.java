package io.spandrel.grid.infinispan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastMomentsTest {

    private long nanos;
    private long heapUsed;
    private final PastMoments past =
            new PastMoments(() -> nanos, () -> new HistoryCommand.Figures(heapUsed, 100, 0.5, List.of()));

    @Test
    void moments_asked_haveTheirAgeThen() {
        take(1);
        advance(Duration.ofSeconds(5));
        take(2);
        advance(Duration.ofMillis(1_500));

        assertThat(past.moments()).extracting(HistoryCommand.Moment::ageMillis).containsExactly(6_500L, 1_500L);
    }

    @Test
    void take_moreThanFits_forgetsTheOldest() {
        for (int i = 1; i <= 70; i++) {
            take(i);
            advance(PastMoments.INTERVAL);
        }

        assertThat(past.moments())
                .extracting(moment -> moment.figures().heapUsed())
                .hasSize(61)
                .startsWith(10L)
                .endsWith(70L);
        assertThat(past.moments().get(0).ageMillis())
                .isEqualTo(Duration.ofMinutes(5).plusSeconds(5).toMillis());
    }

    private void take(long heap) {
        heapUsed = heap;
        past.take();
    }

    private void advance(Duration duration) {
        nanos += duration.toNanos();
    }
}
