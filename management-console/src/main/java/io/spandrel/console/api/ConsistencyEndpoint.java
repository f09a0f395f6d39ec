package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.List;

/** How the writes and reads of a versioned cache fare on the members. */
final class ConsistencyEndpoint {

    record OnMember(String member, ConsistencyReport report) {}

    /** Without members if the cache keeps no versions. */
    record View(String cache, List<OnMember> members) {}

    private final GridReader grid;

    ConsistencyEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            ConsistencyReport report = member.consistency().get(cache);
            if (report != null) {
                members.add(new OnMember(member.member(), report));
            }
        }
        return Answer.json(new View(cache, members));
    }
}
