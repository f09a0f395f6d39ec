package io.spandrel.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.grid.FilterReport;
import io.spandrel.grid.FilterReport.Copies;
import io.spandrel.grid.FilterReport.Progress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterEndpointTest {

    private static FilterReport report(long keys, double expected, @Nullable Progress progress) {
        return new FilterReport(1, 2, keys, 3, 10, 4, 100, 0.2, expected, 5, 6, 1, 7, 8, 9, 1, 10, 11, progress, null);
    }

    @Test
    void sum_severalMembers_addsUpAndWeighsTheExpectedByKeys() {
        FilterReport sum = sum(report(300, 0.1, null), report(100, 0.3, null));

        assertThat(sum.expected()).isCloseTo(0.15, within(1e-9));
        assertThat(sum)
                .usingRecursiveComparison()
                .ignoringFields("expected")
                .isEqualTo(new FilterReport(
                        2, 4, 400, 6, 20, 8, 200, 0.2, 0, 10, 12, 2, 14, 16, 18, 2, 20, 22, null, null));
    }

    @Test
    void sum_rebuildsUnderWay_addUp() {
        FilterReport sum =
                sum(report(1, 0, new Progress(1, 20, 50)), report(1, 0, null), report(1, 0, new Progress(2, 30, 70)));

        assertThat(sum.progress()).isEqualTo(new Progress(3, 50, 120));
    }

    @Test
    void sum_oneRebuildDoesNotKnowItsEnd_isUnknownToo() {
        FilterReport sum = sum(report(1, 0, new Progress(1, 20, 50)), report(1, 0, new Progress(2, 30, -1)));

        assertThat(sum.progress()).isEqualTo(new Progress(3, 50, -1));
    }

    @Test
    void sum_noKeys_hasNoBitsPerKey() {
        FilterReport sum = sum(report(0, 0, null));

        assertThat(FilterEndpoint.Filter.of(sum).bitsPerKey()).isNull();
        assertThat(sum.expected()).isZero();
    }

    @Test
    void filter_nothingAsked_hasNoMeasure() {
        FilterReport idle = new FilterReport(1, 0, 0, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null);

        assertThat(FilterEndpoint.Filter.of(idle).measured()).isNull();
        assertThat(FilterEndpoint.Filter.of(idle).load()).isZero();
    }

    @Test
    void sum_copies_addUpAndTheirTimesAreMeansOfWhatIsKnown() {
        FilterReport sum = sum(
                with(new Copies(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 40, 0)),
                report(1, 0, null),
                with(new Copies(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 60, 8)));

        assertThat(sum.copies()).isEqualTo(new Copies(11, 22, 33, 44, 55, 66, 77, 88, 99, 110, 121, 50, 8));
    }

    private static FilterReport with(Copies copies) {
        return new FilterReport(1, 0, 0, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, copies);
    }

    @Test
    void sum_noMembers_isNone() {
        assertThat(FilterEndpoint.sum(List.of())).isNull();
    }

    private static FilterReport sum(FilterReport... reports) {
        return Objects.requireNonNull(FilterEndpoint.sum(List.of(reports)));
    }
}
