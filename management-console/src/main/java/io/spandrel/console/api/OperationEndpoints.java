package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.spandrel.grid.GridCache;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done to caches, always on all members. */
final class OperationEndpoints {

    record Evicted(long evicted) {}

    record Confirmation(String confirm) {}

    record Switch(boolean enabled) {}

    record Change(String element, String attribute, String value) {}

    private final GridReader grid;

    OperationEndpoints(GridReader grid) {
        this.grid = grid;
    }

    Answer evict(Request request) throws Exception {
        return evict(request.parameter("name"));
    }

    Answer expire(Request request) throws Exception {
        return expire(request.parameter("name"));
    }

    Answer clear(Request request) throws Exception {
        return clear(request.parameter("name"), request.body(Confirmation.class).confirm());
    }

    Answer rebalancing(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        boolean enabled = request.body(Switch.class).enabled();
        GridReader.await(() -> {
            cache.rebalancing(enabled);
            return CompletableFuture.completedFuture(enabled);
        });
        return Answer.noContent();
    }

    Answer change(Request request) throws Exception {
        GridCache cache = grid.cache(request.parameter("name"));
        Change change = request.body(Change.class);
        GridReader.await(() -> cache.change(change.element(), change.attribute(), change.value()));
        return Answer.noContent();
    }

    /** Alias: evicts in {@code ?cache=}. */
    Answer evictAlias(Request request) throws Exception {
        return evict(grid.cacheOrOnly(request.query("cache")));
    }

    /** Alias: expires in {@code ?cache=}. */
    Answer expireAlias(Request request) throws Exception {
        return expire(grid.cacheOrOnly(request.query("cache")));
    }

    /** Alias: clears {@code ?cache=}, which must be repeated in {@code ?confirm=}. */
    Answer clearAlias(Request request) throws Exception {
        return clear(request.required("cache"), request.query("confirm"));
    }

    private Answer evict(String name) throws Exception {
        return Answer.json(new Evicted(GridReader.await(grid.cache(name)::evictNow)));
    }

    private Answer expire(String name) throws Exception {
        GridReader.await(grid.cache(name)::expireNow);
        return Answer.noContent();
    }

    private Answer clear(String name, @Nullable String confirmed) throws Exception {
        GridCache cache = grid.cache(name);
        if (!name.equals(confirmed)) {
            throw HttpProblem.badRequest("Clearing needs the cache's name repeated in 'confirm'");
        }
        GridReader.await(cache::clear);
        return Answer.noContent();
    }
}
