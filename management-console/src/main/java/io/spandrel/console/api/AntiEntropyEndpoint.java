package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.MemberReport;
import java.util.ArrayList;
import java.util.List;

/** How the members compare the owners of a cache, and what an operator has them do. */
final class AntiEntropyEndpoint {

    record OnMember(String member, AntiEntropyReport report) {}

    /** Without members if the cache has no anti-entropy. */
    record View(String cache, List<OnMember> members) {}

    private final GridReader grid;

    AntiEntropyEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer show(Request request) {
        String cache = grid.cacheReport(request.parameter("name")).name();
        List<OnMember> members = new ArrayList<>();
        for (MemberReport member : grid.members()) {
            AntiEntropyReport report = member.antiEntropy().get(cache);
            if (report != null) {
                members.add(new OnMember(member.member(), report));
            }
        }
        return Answer.json(new View(cache, members));
    }

    Answer run(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        GridReader.await(cache::compareOwners);
        return Answer.noContent();
    }

    Answer pause(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        GridReader.await(cache::pauseAntiEntropy);
        return Answer.noContent();
    }

    Answer resume(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        GridReader.await(cache::resumeAntiEntropy);
        return Answer.noContent();
    }
}
