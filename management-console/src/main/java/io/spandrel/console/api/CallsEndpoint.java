package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the calls of a cache take. */
final class CallsEndpoint {

    record OnMember(String member, CallsReport report) {}

    /** {@code grid} is of all members together, null if none times calls of the cache. */
    record View(String cache, @Nullable CallsReport grid, List<OnMember> members) {}

    private final GridReader grid;

    CallsEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            CallsReport report = member.calls().get(cache);
            if (report != null) {
                members.add(new OnMember(member.member(), report));
            }
        }
        return Answer.json(
                new View(cache, sum(members.stream().map(OnMember::report).toList()), members));
    }

    /** The calls of all members; null without any. */
    static @Nullable CallsReport sum(Collection<CallsReport> all) {
        return all.isEmpty() ? null : all.stream().reduce(CallsReport.NONE, CallsReport::plus);
    }
}
