package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History();

    @Test
    void add_moreThanFitsOrOlderThanFiveMinutes_forgetsTheOldest() {
        for (int second = 0; second < 400; second++) {
            history.add(at(second));
        }
        assertThat(history.samples()).hasSize(300).startsWith(at(100)).endsWith(at(399));

        history.add(at(600));
        assertThat(history.samples()).startsWith(at(300)).endsWith(at(600));

        history.add(at(10_000));
        assertThat(history.samples()).containsExactly(at(10_000));
    }

    private static Sample at(int second) {
        return new Sample(Instant.EPOCH.plus(Duration.ofSeconds(second)), List.of(), Map.of());
    }
}
