package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.Caller;
import io.spandrel.console.security.Role;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.KeyCopies;
import io.spandrel.grid.KeyCopy;
import io.spandrel.grid.KeyPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.KeyText;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinispan.commons.CacheException;
import org.jspecify.annotations.Nullable;

/** What is asked of the keys of a cache. Whoever sees a value stands in the audit log. */
final class KeyEndpoints {

    private static final int LIMIT = 100;

    /** @param valuesShown whether the caller's role sees values */
    record Copies(
            String id,
            int segment,
            KeyText key,
            KeyCopies.Verdict verdict,
            List<String> odd,
            boolean valuesShown,
            List<KeyCopy> copies) {}

    private final GridReader grid;
    private final Optional<Role> seesValues;
    private final Audit audit;

    /** @param seesValues the least role that does; empty: nobody */
    KeyEndpoints(GridReader grid, Optional<Role> seesValues, Audit audit) {
        this.grid = grid;
        this.seesValues = seesValues;
        this.audit = audit;
    }

    /** A page of keys. */
    Answer page(Request request) throws Exception {
        return pageOf(request.parameter("name"), request);
    }

    /** Alias: a page of keys of {@code ?cache=}. */
    Answer pageAlias(Request request) throws Exception {
        return pageOf(grid.cacheOrOnly(request.query("cache")), request);
    }

    /** The copies of a key that a page showed. */
    Answer byId(HttpServerExchange exchange, Request request) throws Exception {
        String id = request.parameter("id");
        return copies(exchange, request, values -> cache -> cache.copiesById(id, values));
    }

    /** The copies of {@code ?key=}. */
    Answer byKey(HttpServerExchange exchange, Request request) throws Exception {
        Object key = KeyParameter.of(request);
        check(request.parameter("name"), key);
        return copies(
                exchange,
                request,
                values -> cache -> cache.copiesOf(key, values).thenApply(copies -> copies));
    }

    private void check(String cache, Object key) {
        try {
            grid.cache(cache).ownersOf(key);
        } catch (CacheException e) {
            throw KeyParameter.unfit(cache);
        }
    }

    private Answer pageOf(String name, Request request) throws Exception {
        @Nullable String text = request.query("text");
        GridCache cache = grid.cache(name);
        KeyPage page = GridReader.await(() -> cache.keys(new KeyQuery(
                request.query("after"), match(request.query("match")), text == null ? "" : text, limit(request))));
        return Answer.json(page);
    }

    private Answer copies(
            HttpServerExchange exchange,
            Request request,
            Function<Boolean, Function<GridCache, CompletionStage<@Nullable KeyCopies>>> question)
            throws Exception {
        String name = request.parameter("name");
        GridCache cache = grid.cache(name);
        Caller caller = Caller.of(exchange);
        boolean values = seesValues.map(caller.role()::covers).orElse(false);
        @Nullable
        KeyCopies found = GridReader.await(() -> question.apply(values).apply(cache));
        if (found == null) {
            throw HttpProblem.notFound("No owner holds this key in memory any more");
        }
        if (values) {
            audit.log(exchange, caller.user(), "see a value", name, "done");
        }
        return Answer.json(new Copies(
                found.id(), found.segment(), found.key(), found.verdict(), found.odd(), values, found.copies()));
    }

    private static KeyQuery.Match match(@Nullable String text) {
        if (text == null || text.equals("prefix")) {
            return KeyQuery.Match.PREFIX;
        }
        if (text.equals("contains")) {
            return KeyQuery.Match.CONTAINS;
        }
        throw HttpProblem.badRequest("The query parameter 'match' must be prefix or contains");
    }

    /** How much a page is to hold at the most; 100 unless asked otherwise. */
    static int limit(Request request) {
        @Nullable String text = request.query("limit");
        try {
            return text == null ? LIMIT : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("The query parameter 'limit' must be 1 to " + KeyQuery.LIMIT_MAX);
        }
    }
}
