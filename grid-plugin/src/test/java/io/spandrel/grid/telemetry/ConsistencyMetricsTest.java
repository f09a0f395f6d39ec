package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.ConsistencyReport;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsistencyMetricsTest {

    @Test
    void observe_report_feedsEveryInstrument() {
        ConsistencyReport report = new ConsistencyReport(
                new ConsistencyReport.Writes(1, 2, 3, 4, 5, 6, 10, 20, 7, 8, 9),
                new ConsistencyReport.Reads(11, 12, 13, 14, 15, 16, 17, 18),
                Set.of("b", "c"),
                21,
                28,
                22,
                23,
                26,
                24,
                25,
                27,
                new ConflictsReport("largest", 31, 32, 33, 34, 35, 36, 37));

        assertThat(Observed.of(
                        ConsistencyMetrics::new,
                        ConsistencyMetrics::measurements,
                        metrics -> metrics.observe(report, Attributes.empty())))
                .containsOnly(
                        Map.entry("spandrel.consistency.writes.done", 1L),
                        Map.entry("spandrel.consistency.writes.not.done", 2L),
                        Map.entry("spandrel.consistency.writes.unknown", 3L),
                        Map.entry("spandrel.consistency.writes.unavailable", 4L),
                        Map.entry("spandrel.consistency.writes.below.level", 5L),
                        Map.entry("spandrel.consistency.writes.rewritten", 6L),
                        Map.entry("spandrel.consistency.writes.redirected", 10L),
                        Map.entry("spandrel.consistency.writes.late", 20L),
                        Map.entry("spandrel.consistency.writes.owners.left.behind", 7L),
                        Map.entry("spandrel.consistency.writes.conditions", 8L),
                        Map.entry("spandrel.consistency.writes.conditions.unsettled", 9L),
                        Map.entry("spandrel.consistency.reads", 11L),
                        Map.entry("spandrel.consistency.reads.unavailable", 12L),
                        Map.entry("spandrel.consistency.reads.mismatches", 13L),
                        Map.entry("spandrel.consistency.reads.speculative", 14L),
                        Map.entry("spandrel.consistency.repairs.background", 15L),
                        Map.entry("spandrel.consistency.repairs.blocking", 16L),
                        Map.entry("spandrel.consistency.repairs.failed", 17L),
                        Map.entry("spandrel.consistency.repairs.dropped", 18L),
                        Map.entry("spandrel.consistency.slow.members", 2L),
                        Map.entry("spandrel.consistency.slow.members.found", 21L),
                        Map.entry("spandrel.consistency.primaries.replaced", 28L),
                        Map.entry("spandrel.consistency.older.not.applied", 22L),
                        Map.entry("spandrel.consistency.former.primaries.refused", 23L),
                        Map.entry("spandrel.consistency.inquiries.repeated", 26L),
                        Map.entry("spandrel.consistency.clock.ahead", 24L),
                        Map.entry("spandrel.consistency.clock.refused", 25L),
                        Map.entry("spandrel.consistency.clock.jumps", 27L),
                        Map.entry("spandrel.consistency.conflicts", 31L),
                        Map.entry("spandrel.consistency.conflicts.older.kept", 32L),
                        Map.entry("spandrel.consistency.conflicts.deletes", 33L),
                        Map.entry("spandrel.consistency.conflicts.resolver.failures", 34L),
                        Map.entry("spandrel.consistency.conflicts.logged", 35L),
                        Map.entry("spandrel.consistency.conflicts.overwritten", 37L));
    }
}
