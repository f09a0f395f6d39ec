package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.GridCache;

/** What an operator does about what the members owe each other of a cache. */
final class HandoffEndpoint {

    record Dropped(long dropped) {}

    private final GridReader grid;

    HandoffEndpoint(GridReader grid) {
        this.grid = grid;
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
