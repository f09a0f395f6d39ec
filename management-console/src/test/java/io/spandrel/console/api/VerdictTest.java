package io.spandrel.console.api;

import static io.spandrel.console.api.Verdict.Level.AMBER;
import static io.spandrel.console.api.Verdict.Level.GREEN;
import static io.spandrel.console.api.Verdict.Level.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.console.SaidReport;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.MissingMember;
import io.spandrel.grid.Ring;
import io.spandrel.grid.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> situations() {
        return Stream.of(
                Arguments.of("no cache", grid(), members(), GREEN, ""),
                Arguments.of("all owners there", grid(cache("DIST_SYNC", 2, 2, 2)), members(), GREEN, ""),
                Arguments.of("a local cache has no backups", grid(cache("LOCAL", 1, 1)), members(), GREEN, ""),
                Arguments.of(
                        "invalidation keeps no copies", grid(cache("INVALIDATION_SYNC", 2, 1)), members(), GREEN, ""),
                Arguments.of(
                        "below owners, may move",
                        grid(cache("DIST_SYNC", 2, 2, 1)),
                        members(),
                        AMBER,
                        "Cache 'c': 1 segment with fewer than 2 owners"),
                Arguments.of(
                        "a replicated cache lacks copies",
                        grid(cache("REPL_SYNC", 3, 2, 2)),
                        members(),
                        AMBER,
                        "Cache 'c': 2 segments with fewer than 3 owners"),
                Arguments.of(
                        "below owners, switched off",
                        grid(cache("DIST_SYNC", "AVAILABLE", "SUSPENDED", false, 2, 1, 1)),
                        members(),
                        RED,
                        "Cache 'c': 2 segments with fewer than 2 owners, and rebalancing is off"),
                Arguments.of(
                        "switched off, nothing missing",
                        grid(cache("DIST_SYNC", "AVAILABLE", "COMPLETE", false, 2, 2)),
                        members(),
                        AMBER,
                        "Cache 'c': rebalancing is off"),
                Arguments.of(
                        "suspended for all caches, nothing missing",
                        grid(cache("DIST_SYNC", "AVAILABLE", "SUSPENDED", true, 2, 2)),
                        members(),
                        AMBER,
                        "Cache 'c': rebalancing is off"),
                Arguments.of(
                        "a segment is lost",
                        grid(cache("DIST_SYNC", 2, 2, 0)),
                        members(),
                        RED,
                        "Cache 'c': 1 segment without any owner"),
                Arguments.of(
                        "degraded",
                        grid(cache("DIST_SYNC", "DEGRADED_MODE", "COMPLETE", true, 2, 2)),
                        members(),
                        RED,
                        "Cache 'c' is not fully available: DEGRADED_MODE"),
                Arguments.of(
                        "a silent member",
                        grid(),
                        members(MemberReport.unanswered("b")),
                        AMBER,
                        "Member 'b' does not answer"),
                Arguments.of(
                        "a member is missing",
                        grid(),
                        members(stands("b", List.of(new MissingMember("c", null)), List.of())),
                        AMBER,
                        "Member 'c' is missing"),
                Arguments.of(
                        "no majority",
                        grid(),
                        members(stands("b", List.of(), List.of("c"))),
                        RED,
                        "Cache 'c': no majority of its members can be reached from 'b';"
                                + " what asks for one is refused there"),
                Arguments.of(
                        "a policy misbehaved",
                        grid(),
                        members(member("b", "1", 1)),
                        AMBER,
                        "Cache 'c' on member 'b': policy own misbehaved and was replaced by lru"),
                Arguments.of(
                        "a filter was wrong",
                        grid(),
                        members(wrongFilter("b")),
                        AMBER,
                        "Cache 'c' on member 'b': 2 of 10 checked answers of negative lookup were wrong; turn it off"),
                Arguments.of(
                        "versions differ",
                        grid(),
                        members(member("b", "2", 0)),
                        AMBER,
                        "Members run different versions: 1, 2"),
                Arguments.of(
                        "merged lately",
                        merged(Duration.ofMinutes(9)),
                        members(),
                        AMBER,
                        "A network partition was merged in the last 10 minutes"),
                Arguments.of("merged long ago", merged(Duration.ofMinutes(10)), members(), GREEN, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void of_situation_isJudged(
            String name, GridReport grid, List<MemberReport> members, Verdict.Level level, String reason) {
        Verdict verdict = Verdict.of(grid, members);

        assertThat(verdict.level()).isEqualTo(level);
        assertThat(verdict.reasons()).isEqualTo(reason.isEmpty() ? List.of() : List.of(reason));
    }

    @Test
    void of_severalReasons_namesTheWorstFirst() {
        Verdict verdict = Verdict.of(
                grid(cache("DIST_SYNC", 2, 1), cache("DIST_SYNC", "DEGRADED_MODE", "COMPLETE", true, 2, 2)),
                members(MemberReport.unanswered("b")));

        assertThat(verdict.level()).isEqualTo(RED);
        assertThat(verdict.reasons()).hasSize(3);
        assertThat(verdict.reasons().get(0)).contains("DEGRADED_MODE");
    }

    private static GridReport grid(CacheReport... caches) {
        return new GridReport(
                NOW, "test", "a", 1, List.of(), List.of(caches), List.of(), DrainReport.idle(0), List.of());
    }

    @Test
    void of_aMergeAfterWhichCachesWereSettled_countsOnePartition() {
        Verdict verdict = Verdict.of(merged(Duration.ofMinutes(1)), List.of());

        assertThat(verdict.reasons()).containsExactly("A network partition was merged in the last 10 minutes");
    }

    private static GridReport merged(Duration ago) {
        GridEvent merge = new GridEvent(1, NOW.minus(ago), GridEvent.Kind.MERGE, "", "merged");
        GridEvent settled = new GridEvent(2, NOW.minus(ago), GridEvent.Kind.MERGE, "c", "owners agree");
        return new GridReport(
                NOW, "test", "a", 1, List.of(), List.of(), List.of(), DrainReport.idle(0), List.of(merge, settled));
    }

    private static CacheReport cache(String mode, int owners, int... copies) {
        return cache(mode, "AVAILABLE", "COMPLETE", true, owners, copies);
    }

    /** @param copies owners of each segment */
    private static CacheReport cache(
            String mode, String availability, String rebalancing, boolean enabled, int owners, int... copies) {
        List<Segment> segments = new ArrayList<>();
        for (int owned : copies) {
            String[] backups = new String[Math.max(0, owned - 1)];
            Arrays.fill(backups, "b");
            segments.add(new Segment(segments.size(), owned == 0 ? "" : "a", List.of(backups), List.of(), false));
        }
        return new CacheReport(
                "c",
                mode,
                owners,
                availability,
                rebalancing,
                enabled,
                new Ring(1, "NO_REBALANCE", segments, List.of()),
                CacheStatistics.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static List<MemberReport> members(MemberReport... more) {
        return Stream.concat(Stream.of(member("a", "1", 0)), Stream.of(more)).toList();
    }

    private static MemberReport stands(String name, List<MissingMember> missing, List<String> refusing) {
        return SaidReport.of(name)
                .standing(new MemberStanding(MemberStanding.State.READY, List.of(), missing, 0, refusing))
                .report();
    }

    private static MemberReport wrongFilter(String name) {
        FilterReport filter = new FilterReport(1, 0, 1, 0, 4, 1, 8, 0.1, 0.1, 10, 0, 0, 0, 0, 10, 2, 0, 0, null, null);
        return SaidReport.of(name).filter("c", filter).report();
    }

    private static MemberReport member(String name, String version, long policyFailures) {
        EvictionReport eviction =
                new EvictionReport("own", EvictionReport.Unit.ENTRIES, 1, 1, 1, 1, 0, policyFailures, null, null);
        return SaidReport.of(name).version(version).eviction("c", eviction).report();
    }
}
