package io.spandrel.grid.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.FilterReport.Copies;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a report of a negative lookup comes to in instruments; {@link TelemetryTest} sees those of filters move. */
class FilterMetricsTest {

    private static final String COPIES = "spandrel.filter.copies.";

    @Test
    void observe_copies_showsEachFigureUnderItsName() {
        Map<String, Long> values = observed(new Copies(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));

        assertThat(values)
                .containsOnly(
                        Map.entry("held", 1L),
                        Map.entry("memory", 2L),
                        Map.entry("received", 3L),
                        Map.entry("dropped", 4L),
                        Map.entry("uneconomic", 5L),
                        Map.entry("reads.saved", 6L),
                        Map.entry("granted", 7L),
                        Map.entry("announced", 8L),
                        Map.entry("waits", 9L),
                        Map.entry("audits", 10L),
                        Map.entry("audit.failures", 11L),
                        Map.entry("miss.time", 12L),
                        Map.entry("probe.time", 13L));
    }

    @Test
    void observe_noCopies_showsNone() {
        assertThat(observed(null)).isEmpty();
    }

    private static Map<String, Long> observed(@Nullable Copies copies) {
        FilterReport report = new FilterReport(1, 0, 1, 0, 4, 1, 8, 0.1, 0.1, 10, 0, 0, 0, 0, 0, 0, 0, 0, null, copies);
        return Observed.of(
                        FilterMetrics::new,
                        FilterMetrics::measurements,
                        metrics -> metrics.observe(report, Attributes.empty()))
                .entrySet()
                .stream()
                .filter(figure -> figure.getKey().startsWith(COPIES))
                .collect(Collectors.toMap(figure -> figure.getKey().substring(COPIES.length()), Map.Entry::getValue));
    }
}
