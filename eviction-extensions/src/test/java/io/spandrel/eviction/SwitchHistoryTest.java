package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchHistoryTest {

    @Test
    void record_full_dropsTheOldestAndCountsAll() {
        SwitchHistory history = new SwitchHistory(() -> Instant.EPOCH);

        for (int i = 0; i < ChoiceSnapshot.HISTORY_MAX + 3; i++) {
            history.record("from " + i, "to", 0, 1);
        }

        assertThat(history.recorded()).isEqualTo(ChoiceSnapshot.HISTORY_MAX + 3);
        assertThat(history.kept()).hasSize(ChoiceSnapshot.HISTORY_MAX);
        assertThat(history.kept().get(0).from()).isEqualTo("from 3");
    }
}
