package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.TombstonesReport;
import java.util.ArrayList;
import java.util.List;

/** What the members remember of a cache's deletes. */
final class TombstonesEndpoint {

    record OnMember(String member, TombstonesReport tombstones) {}

    /** Without members if the cache keeps no versions. */
    record View(String cache, List<OnMember> members) {}

    private final GridReader grid;

    TombstonesEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            TombstonesReport report = member.tombstones().get(cache);
            if (report != null) {
                members.add(new OnMember(member.member(), report));
            }
        }
        return Answer.json(new View(cache, members));
    }
}
