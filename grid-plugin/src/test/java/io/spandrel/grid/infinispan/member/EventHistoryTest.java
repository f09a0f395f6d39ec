package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.GridEvent;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final EventHistory history = new EventHistory(InstantSource.fixed(NOW), 3);

    @Test
    void record_withinCapacity_keepsAllInOrder() {
        history.record(GridEvent.Kind.VIEW, "", "first");
        history.record(GridEvent.Kind.TOPOLOGY, "cache", "second");

        assertThat(history.events())
                .containsExactly(
                        new GridEvent(1, NOW, GridEvent.Kind.VIEW, "", "first"),
                        new GridEvent(2, NOW, GridEvent.Kind.TOPOLOGY, "cache", "second"));
        assertThat(history.dropped()).isZero();
    }

    @Test
    void record_beyondCapacity_dropsTheOldestAndCounts() {
        for (int i = 1; i <= 10; i++) {
            history.record(GridEvent.Kind.OPERATION, "cache", "event " + i);
        }

        assertThat(history.events()).extracting(GridEvent::sequence).containsExactly(8L, 9L, 10L);
        assertThat(history.dropped()).isEqualTo(7);
    }
}
