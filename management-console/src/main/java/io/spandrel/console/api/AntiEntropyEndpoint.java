package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.grid.GridCache;

/** What an operator has the members do that compare the owners of a cache. */
final class AntiEntropyEndpoint {

    private final GridReader grid;

    AntiEntropyEndpoint(GridReader grid) {
        this.grid = grid;
    }

    Answer run(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        GridReader.await(cache::compareOwners);
        return Answer.noContent();
    }

    /** Repairs nothing. */
    Answer check(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        GridReader.await(cache::checkOwners);
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
