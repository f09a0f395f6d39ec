package io.spandrel.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.SaidReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.MemberReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void statistics_durations_areWeightedByTheOperationsMeasured() {
        Totals totals = new Totals(
                List.of(
                        member(new CacheStatistics(true, 80, 10, 1, 0, 0, 7, 1000, 5000), null),
                        member(new CacheStatistics(true, 5, 5, 3, 0, 0, 5, 2000, 1000), null)),
                "c");

        assertThat(totals.statistics()).isEqualTo(new CacheStatistics(true, 85, 15, 4, 0, 0, 12, 1100, 2000));
    }

    @Test
    void statistics_nobodyKnowsTheCache_areNone() {
        Totals totals = new Totals(List.of(MemberReport.unanswered("a")), "c");

        assertThat(totals.statistics()).isEqualTo(CacheStatistics.NONE);
        assertThat(totals.eviction()).isNull();
    }

    @Test
    void counters_boundedCache_takeEvictionsAndEntriesFromItsBound() {
        Totals totals = new Totals(
                List.of(member(
                        CacheStatistics.NONE,
                        new EvictionReport("lru", EvictionReport.Unit.ENTRIES, 10, 9, 9, 4, 1, 0, null, null))),
                "c");

        assertThat(totals.counters()).isEqualTo(new Sample.Counters(0, 0, 0, 0, 4, 9));
    }

    @Test
    void eviction_coordinatedCache_addsUpEveryCounter() {
        CoordinationReport one = new CoordinationReport(1, 2, 3, 4, 5, 6, 7, 8, 9);
        CoordinationReport other = new CoordinationReport(10, 20, 30, 40, 50, 60, 70, 80, 90);

        Totals totals = new Totals(List.of(coordinated(one), coordinated(other), coordinated(null)), "c");

        assertThat(totals.eviction().prematureEvictions()).isEqualTo(3);
        assertThat(totals.eviction().coordination())
                .isEqualTo(new CoordinationReport(11, 22, 33, 44, 55, 66, 77, 88, 99));
    }

    private static MemberReport coordinated(CoordinationReport coordination) {
        return member(
                CacheStatistics.NONE,
                new EvictionReport("lru", EvictionReport.Unit.ENTRIES, 10, 9, 9, 4, 1, 0, null, null, coordination));
    }

    private static MemberReport member(CacheStatistics statistics, EvictionReport eviction) {
        SaidReport said = SaidReport.of("m").statistics(Map.of("c", statistics));
        return (eviction == null ? said : said.eviction("c", eviction)).report();
    }
}
