package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the members report of a capability: for one cache, or for all that have it.
 *
 * @param <R> what a member reports of a cache
 */
final class ReportEndpoint<R> {

    record OnMember<R>(String member, R report) {}

    /** Without members if the cache lacks the capability. */
    record OfCache<R>(String cache, List<OnMember<R>> members) {}

    /**
     * @param caches by name
     * @param silent members that did not answer: what they would report is missing
     */
    record OfGrid<R>(List<OfCache<R>> caches, List<String> silent) {}

    private final GridReader grid;
    private final Function<MemberReport, Map<String, R>> reports;

    /** @param reports what a member reports, by cache */
    ReportEndpoint(GridReader grid, Function<MemberReport, Map<String, R>> reports) {
        this.grid = grid;
        this.reports = reports;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        return Answer.json(of(cache, grid.members()));
    }

    Answer all(Request request) {
        List<MemberReport> members = grid.members();
        TreeSet<String> caches = new TreeSet<>();
        members.forEach(member -> caches.addAll(reports.apply(member).keySet()));
        return Answer.json(new OfGrid<>(
                caches.stream().map(cache -> of(cache, members)).toList(),
                members.stream()
                        .filter(member -> !member.answered())
                        .map(MemberReport::member)
                        .toList()));
    }

    private OfCache<R> of(String cache, List<MemberReport> members) {
        List<OnMember<R>> told = new ArrayList<>();
        for (MemberReport member : members) {
            R report = reports.apply(member).get(cache);
            if (report != null) {
                told.add(new OnMember<>(member.member(), report));
            }
        }
        return new OfCache<>(cache, told);
    }
}
