package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.spandrel.console.live.Sample;
import io.spandrel.console.live.Sampler;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.MissingMember;
import io.spandrel.grid.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.infinispan.commons.util.Version;
import org.jspecify.annotations.Nullable;

/** What is asked of the grid as a whole. */
final class GridEndpoints {

    record Overview(
            String cluster,
            String self,
            long viewId,
            Verdict.Level verdict,
            List<String> reasons,
            int members,
            int membersExpected,
            int caches,
            long segmentsBelowOwners,
            String spandrelVersion,
            String infinispanVersion) {}

    record MemberView(
            String name,
            String address,
            @Nullable String physicalAddress,
            boolean coordinator,
            boolean self,
            Instant joinedAt,
            @Nullable String version,
            Standings.State state,
            Set<String> suspectedBy,
            MemberReport report) {}

    record Members(
            long viewId,
            @Nullable String coordinator,
            int expected,
            List<MemberView> members,
            List<MissingMember> missing) {}

    record Configuration(List<Setting> container, Map<String, List<Setting>> caches) {}

    record HistoryView(long intervalMillis, List<Sample> samples) {}

    record Health(Verdict.Level status, List<String> reasons) {}

    record Alive(String status) {}

    private final GridReader grid;
    private final Sampler sampler;

    GridEndpoints(GridReader grid, Sampler sampler) {
        this.grid = grid;
        this.sampler = sampler;
    }

    Answer overview(Request request) {
        GridReport report = grid.report();
        List<MemberReport> said = grid.members();
        Verdict verdict = Verdict.of(report, said);
        return Answer.json(new Overview(
                report.cluster(),
                report.self(),
                report.viewId(),
                verdict.level(),
                verdict.reasons(),
                report.members().size(),
                Standings.of(report, said).expected(),
                report.caches().size(),
                report.caches().stream().mapToLong(Verdict::segmentsBelowOwners).sum(),
                ownVersion(report),
                Version.getVersion()));
    }

    Answer members(Request request) {
        GridReport report = grid.report();
        List<MemberReport> reports = grid.members();
        Standings standings = Standings.of(report, reports);
        Map<String, MemberReport> said = reports.stream()
                .collect(Collectors.toMap(MemberReport::member, Function.identity(), (one, other) -> one));
        List<MemberView> members = report.members().stream()
                .map(member -> view(
                        member,
                        standings.of(member.name()),
                        said.getOrDefault(member.name(), MemberReport.unanswered(member.name()))))
                .toList();
        @Nullable
        String coordinator = report.members().stream()
                .filter(Member::coordinator)
                .map(Member::name)
                .findFirst()
                .orElse(null);
        return Answer.json(
                new Members(report.viewId(), coordinator, standings.expected(), members, standings.missing()));
    }

    /** What members tell only when asked, each timed. */
    Answer details(Request request) throws Exception {
        return Answer.json(grid.details());
    }

    /** What views there were, and what was settled after merges. */
    Answer views(Request request) throws Exception {
        return Answer.json(grid.views());
    }

    Answer configuration(Request request) {
        GridReport report = grid.report();
        Map<String, List<Setting>> caches = new TreeMap<>();
        report.caches().forEach(cache -> caches.put(cache.name(), cache.settings()));
        return Answer.taggedJson(new Configuration(report.settings(), caches));
    }

    Answer events(Request request) {
        long after = number(request.query("after"));
        List<GridEvent> events = grid.report().history().stream()
                .filter(event -> event.sequence() > after)
                .toList();
        return Answer.taggedJson(events);
    }

    Answer history(Request request) {
        return Answer.json(new HistoryView(Sampler.INTERVAL.toMillis(), sampler.look()));
    }

    /** 200 while the verdict is green or amber, 503 when it is red. */
    Answer health(Request request) {
        Verdict verdict = Verdict.of(grid.report(), grid.members());
        int status = verdict.level() == Verdict.Level.RED ? 503 : 200;
        return Answer.json(status, new Health(verdict.level(), verdict.reasons()));
    }

    /** This process answers; says nothing of the grid, and needs no login. */
    Answer alive(Request request) {
        return Answer.json(new Alive("UP"));
    }

    private static MemberView view(Member member, Standings.Standing standing, MemberReport report) {
        return new MemberView(
                member.name(),
                member.address(),
                member.physicalAddress(),
                member.coordinator(),
                member.self(),
                member.joinedAt(),
                member.version() == null ? report.version() : member.version(),
                standing.state(),
                standing.suspectedBy(),
                report);
    }

    private static String ownVersion(GridReport report) {
        return report.members().stream()
                .filter(Member::self)
                .findFirst()
                .map(Member::version)
                .orElse("unknown");
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("The query parameter 'after' must be a whole number");
        }
    }
}
