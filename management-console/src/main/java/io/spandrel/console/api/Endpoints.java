package io.spandrel.console.api;

import static io.spandrel.console.security.Role.ADMIN;
import static io.spandrel.console.security.Role.OPERATOR;
import static io.spandrel.console.security.Role.VIEWER;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.http.Request;
import io.spandrel.console.live.EventStreams;
import io.spandrel.console.live.MemberReports;
import io.spandrel.console.live.Sampler;
import io.spandrel.console.security.Audit;
import io.spandrel.console.security.LoginEndpoint;
import io.spandrel.console.security.Role;
import io.spandrel.grid.Grid;
import io.spandrel.grid.MemberReport;
import java.util.List;
import java.util.Optional;

/** Everything the console can be asked, and the least role for it. */
public final class Endpoints {

    /** An endpoint that needs no more than the request. */
    private interface Plain {
        Answer answer(Request request) throws Exception;
    }

    private final List<Route> routes;

    /** @param seesValues the least role that sees cached values; empty: nobody does */
    public Endpoints(
            Grid grid,
            MemberReports reports,
            Sampler sampler,
            EventStreams streams,
            LoginEndpoint login,
            Refusals refusals,
            Optional<Role> seesValues,
            Audit audit) {
        GridReader reader = new GridReader(grid, reports);
        GridEndpoints whole = new GridEndpoints(reader, sampler);
        CacheEndpoints caches = new CacheEndpoints(reader);
        MissRatioEndpoint missRatio = new MissRatioEndpoint(reader);
        FilterEndpoint filter = new FilterEndpoint(reader);
        AntiEntropyEndpoint antiEntropy = new AntiEntropyEndpoint(reader);
        DrainEndpoint drain = new DrainEndpoint(reader);
        HandoffEndpoint handoff = new HandoffEndpoint(reader);
        KeyEndpoints keys = new KeyEndpoints(reader, seesValues, audit);
        CallsEndpoint calls = new CallsEndpoint(reader);
        ReportEndpoint<?> consistency = new ReportEndpoint<>(reader, MemberReport::consistency);
        ConflictsEndpoint conflicts = new ConflictsEndpoint(reader, seesValues, audit);
        ReportEndpoint<?> tombstones = new ReportEndpoint<>(reader, MemberReport::tombstones);
        ReportEndpoint<?> transfers = new ReportEndpoint<>(reader, MemberReport::transfers);
        ReportEndpoint<?> owed = new ReportEndpoint<>(reader, MemberReport::handoff);
        ReportEndpoint<?> compared = new ReportEndpoint<>(reader, MemberReport::antiEntropy);
        OperationEndpoints operations = new OperationEndpoints(reader);
        ChangePreview preview = new ChangePreview(reader);
        MetricsEndpoint metrics = new MetricsEndpoint(reader, refusals, streams::size, login::sessions);
        AdministrationEndpoints administration = new AdministrationEndpoints(reader);
        AuditEndpoint trail = new AuditEndpoint(audit);
        OpenApi openApi = new OpenApi();

        routes = List.of(
                new Route("POST", "/api/v1/session", Optional.empty(), login::logIn),
                new Route("GET", "/api/v1/session", Optional.empty(), login::show),
                new Route("DELETE", "/api/v1/session", Optional.of(VIEWER), login::logOut),
                new Route("POST", "/api/v1/token", Optional.empty(), login::makeToken),
                new Route("DELETE", "/api/v1/token", Optional.of(VIEWER), login::endToken),
                get("/api/v1/overview", VIEWER, whole::overview),
                get("/api/v1/members", VIEWER, whole::members),
                get("/api/v1/members/details", VIEWER, whole::details),
                get("/api/v1/views", VIEWER, whole::views),
                get("/api/v1/drains", VIEWER, drain::all),
                get("/api/v1/members/{member}/drain", VIEWER, drain::show),
                post("/api/v1/members/{member}/drain", ADMIN, drain::begin),
                post("/api/v1/members/{member}/drain/cancel", ADMIN, drain::cancel),
                get("/api/v1/caches", VIEWER, caches::all),
                get("/api/v1/caches/{name}", VIEWER, caches::one),
                new Route(
                        "POST",
                        "/api/v1/caches/{name}",
                        Optional.of(ADMIN),
                        administration::create,
                        AdministrationEndpoints.FORMATS.keySet(),
                        true),
                route("DELETE", "/api/v1/caches/{name}", ADMIN, administration::remove),
                get("/api/v1/caches/{name}/removal", ADMIN, administration::removal),
                get("/api/v1/caches/{name}/ring", VIEWER, caches::ring),
                get("/api/v1/caches/{name}/transfers", VIEWER, transfers::show),
                get("/api/v1/caches/{name}/owners", VIEWER, caches::owners),
                get("/api/v1/caches/{name}/keys", VIEWER, keys::page),
                new Route("GET", "/api/v1/caches/{name}/keys/{id}", Optional.of(VIEWER), keys::byId),
                new Route("GET", "/api/v1/caches/{name}/copies", Optional.of(VIEWER), keys::byKey),
                get("/api/v1/caches/{name}/miss-ratio", VIEWER, missRatio::show),
                get("/api/v1/caches/{name}/filter", VIEWER, filter::show),
                get("/api/v1/caches/{name}/calls", VIEWER, calls::show),
                get("/api/v1/caches/{name}/consistency", VIEWER, consistency::show),
                new Route("GET", "/api/v1/caches/{name}/conflicts", Optional.of(VIEWER), conflicts::page),
                get("/api/v1/caches/{name}/tombstones", VIEWER, tombstones::show),
                get("/api/v1/caches/{name}/anti-entropy", VIEWER, compared::show),
                post("/api/v1/caches/{name}/anti-entropy/run", OPERATOR, antiEntropy::run),
                post("/api/v1/caches/{name}/anti-entropy/check", OPERATOR, antiEntropy::check),
                post("/api/v1/caches/{name}/anti-entropy/pause", OPERATOR, antiEntropy::pause),
                post("/api/v1/caches/{name}/anti-entropy/resume", OPERATOR, antiEntropy::resume),
                get("/api/v1/caches/{name}/handoff", VIEWER, owed::show),
                post("/api/v1/caches/{name}/handoff/{member}/pause", OPERATOR, handoff::pause),
                post("/api/v1/caches/{name}/handoff/{member}/resume", OPERATOR, handoff::resume),
                post("/api/v1/caches/{name}/handoff/{member}/drop", OPERATOR, handoff::drop),
                post("/api/v1/caches/{name}/evict", OPERATOR, operations::evict),
                post("/api/v1/caches/{name}/expire", OPERATOR, operations::expire),
                post("/api/v1/caches/{name}/clear", ADMIN, operations::clear),
                put("/api/v1/caches/{name}/rebalancing", OPERATOR, operations::rebalancing),
                put("/api/v1/caches/{name}/settings", ADMIN, operations::change),
                get("/api/v1/caches/{name}/settings/preview", ADMIN, preview::show),
                get("/api/v1/tombstones", VIEWER, tombstones::all),
                get("/api/v1/handoff", VIEWER, owed::all),
                get("/api/v1/anti-entropy", VIEWER, compared::all),
                get("/api/v1/configuration", VIEWER, whole::configuration),
                get("/api/v1/events", VIEWER, whole::events),
                get("/api/v1/audit", ADMIN, trail::show),
                get("/api/v1/history", VIEWER, whole::history),
                new Route(
                        "GET",
                        "/api/v1/stream",
                        Optional.of(VIEWER),
                        (exchange, request) -> streams.open(exchange, request.query("lastEventId"))),
                get("/api/v1/openapi.json", VIEWER, openApi::document),
                get("/metrics", VIEWER, metrics::scrape),
                get("/health", VIEWER, whole::health),
                new Route("GET", "/health/live", Optional.empty(), (exchange, request) -> whole.alive(request)),
                get("/stats", VIEWER, caches::all),
                get("/config", VIEWER, whole::configuration),
                get("/dist/metrics", VIEWER, caches::distribution),
                get("/dist/owners", VIEWER, caches::distOwners),
                get("/cluster/members", VIEWER, whole::members),
                get("/cluster/ring", VIEWER, caches::clusterRing),
                get("/internal/keys", VIEWER, keys::pageAlias),
                get("/internal/merkle", VIEWER, compared::all),
                post("/evict", OPERATOR, operations::evictAlias),
                post("/trigger-expiration", OPERATOR, operations::expireAlias),
                post("/clear", ADMIN, operations::clearAlias));
    }

    List<Route> routes() {
        return routes;
    }

    private static Route get(String path, Role least, Plain endpoint) {
        return route("GET", path, least, endpoint);
    }

    private static Route post(String path, Role least, Plain endpoint) {
        return route("POST", path, least, endpoint);
    }

    private static Route put(String path, Role least, Plain endpoint) {
        return route("PUT", path, least, endpoint);
    }

    private static Route route(String method, String path, Role least, Plain endpoint) {
        return new Route(method, path, Optional.of(least), (exchange, request) -> endpoint.answer(request));
    }
}
