package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.Caller;
import io.spandrel.console.security.Role;
import io.spandrel.grid.Conflict;
import io.spandrel.grid.ConflictPage;
import io.spandrel.grid.GridCache;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/caches/{name}/conflicts}: what two sides of a partition had written, and what stayed; values on request. */
final class ConflictsEndpoint {

    /** @param valuesShown whether values were asked for, and the caller's role sees them */
    record Page(List<Conflict> conflicts, @Nullable String next, List<String> silent, boolean valuesShown) {}

    private final GridReader grid;
    private final Optional<Role> seesValues;
    private final Audit audit;

    /** @param seesValues the least role that does; empty: nobody */
    ConflictsEndpoint(GridReader grid, Optional<Role> seesValues, Audit audit) {
        this.grid = grid;
        this.seesValues = seesValues;
        this.audit = audit;
    }

    Answer page(HttpServerExchange exchange, Request request) throws Exception {
        String name = request.parameter("name");
        GridCache cache = grid.cache(name);
        Caller caller = Caller.of(exchange);
        boolean values = "true".equals(request.query("values"))
                && seesValues.map(caller.role()::covers).orElse(false);
        int limit = KeyEndpoints.limit(request);
        ConflictPage page = GridReader.await(() -> cache.conflicts(request.query("after"), limit, values));
        if (values && !page.conflicts().isEmpty()) {
            audit.log(exchange, caller.user(), "see values of conflicts", name, "done");
        }
        return Answer.json(new Page(page.conflicts(), page.next(), page.silent(), values));
    }
}
