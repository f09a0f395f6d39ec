package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.TombstonesReport;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TombstonesMetricsTest {

    @Test
    void observe_report_feedsEveryInstrument() {
        TombstonesReport report = new TombstonesReport(1, 2, 100, 8, 9, 3, 4, Map.of("b", 4L), 5, 6, 7, Instant.EPOCH);

        assertThat(Observed.of(
                        TombstonesMetrics::new,
                        TombstonesMetrics::measurements,
                        metrics -> metrics.observe(report, Attributes.empty())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "spandrel.tombstones.live", 1L,
                        "spandrel.tombstones.memory", 2L,
                        "spandrel.tombstones.purged", 3L,
                        "spandrel.tombstones.blocked", 4L,
                        "spandrel.tombstones.need.full.compare", 5L,
                        "spandrel.tombstones.forgotten", 6L,
                        "spandrel.tombstones.resurrections.blocked", 7L));
    }
}
