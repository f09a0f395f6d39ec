package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.List;

/** What the members owe each other of a cache, and what an operator does about it. */
final class HandoffEndpoint {

    record OnMember(String member, HandoffReport report) {}

    record View(String cache, List<OnMember> members) {}

    record Dropped(long dropped) {}

    private final GridReader grid;

    HandoffEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            HandoffReport report = member.handoff().get(cache);
            if (report != null) {
                members.add(new OnMember(member.member(), report));
            }
        }
        return Answer.json(new View(cache, members));
    }

    Answer pause(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        String member = request.parameter("member");
        GridReader.await(() -> cache.pauseHandoff(member));
        return Answer.noContent();
    }

    Answer resume(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        String member = request.parameter("member");
        GridReader.await(() -> cache.resumeHandoff(member));
        return Answer.noContent();
    }

    Answer drop(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        String member = request.parameter("member");
        return Answer.json(new Dropped(GridReader.await(() -> cache.dropHints(member))));
    }
}
