package io.spandrel.console;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.FilterReport;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MemberStanding;
import io.spandrel.grid.TombstonesReport;
import java.util.Map;

/** What a member says of itself: nothing of caches but what a test tells here, and a little of everything else. */
public final class SaidReport {

    private final String member;
    private String version = "1";
    private Map<String, CacheStatistics> statistics = Map.of();
    private Map<String, EvictionReport> eviction = Map.of();
    private Map<String, FilterReport> filter = Map.of();
    private Map<String, TombstonesReport> tombstones = Map.of();
    private Map<String, HandoffReport> handoff = Map.of();
    private Map<String, AntiEntropyReport> antiEntropy = Map.of();
    private MemberStanding standing = MemberStanding.UNKNOWN;

    private SaidReport(String member) {
        this.member = member;
    }

    public static SaidReport of(String member) {
        return new SaidReport(member);
    }

    public SaidReport version(String said) {
        version = said;
        return this;
    }

    public SaidReport statistics(Map<String, CacheStatistics> said) {
        statistics = said;
        return this;
    }

    public SaidReport eviction(String cache, EvictionReport said) {
        eviction = Map.of(cache, said);
        return this;
    }

    public SaidReport filter(String cache, FilterReport said) {
        filter = Map.of(cache, said);
        return this;
    }

    public SaidReport tombstones(String cache, TombstonesReport said) {
        tombstones = Map.of(cache, said);
        return this;
    }

    public SaidReport handoff(String cache, HandoffReport said) {
        handoff = Map.of(cache, said);
        return this;
    }

    public SaidReport antiEntropy(String cache, AntiEntropyReport said) {
        antiEntropy = Map.of(cache, said);
        return this;
    }

    public SaidReport standing(MemberStanding said) {
        standing = said;
        return this;
    }

    public MemberReport report() {
        return new MemberReport(
                member,
                true,
                version,
                1,
                1,
                1,
                1,
                0.1,
                1,
                statistics,
                eviction,
                filter,
                Map.of(),
                tombstones,
                handoff,
                antiEntropy,
                Map.of(),
                Map.of(),
                standing);
    }
}
