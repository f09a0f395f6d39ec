package io.spandrel.console.api;

import io.spandrel.console.http.HttpProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the route of a request. Whatever begins like a route is the table's; the rest belongs to the page's files. */
final class RouteTable {

    /** A route and the values of its variable segments. */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> routes;
    private final Set<String> firstSegments;

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.firstSegments =
                routes.stream().map(route -> route.template().get(0)).collect(Collectors.toUnmodifiableSet());
    }

    boolean owns(List<String> segments) {
        return !segments.isEmpty() && firstSegments.contains(segments.get(0));
    }

    /** @throws HttpProblem 404 or 405 */
    Match find(String method, List<String> segments) {
        List<Match> matches = routes.stream()
                .flatMap(route -> route.match(segments).map(parameters -> new Match(route, parameters)).stream())
                .toList();
        if (matches.isEmpty()) {
            throw HttpProblem.notFound("There is no such resource");
        }
        return matches.stream()
                .filter(match -> match.route().method().equals(method))
                .findFirst()
                .orElseThrow(() -> HttpProblem.methodNotAllowed(method, allowed(matches)));
    }

    private static String allowed(List<Match> matches) {
        return matches.stream().map(match -> match.route().method()).sorted().collect(Collectors.joining(", "));
    }
}
