package io.spandrel.console.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as an endpoint sees it.
 *
 * @param parameters the path's variable parts, by name
 * @param query the query's parameters
 * @param body the body, empty if there is none
 */
public record Request(Map<String, String> parameters, Map<String, String> query, byte[] body) {

    /** A variable part of the path. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}: " + parameters.keySet());
        }
        return value;
    }

    /** A query parameter, null if absent. */
    public @Nullable String query(String name) {
        return query.get(name);
    }

    /**
     * A query parameter that must be there.
     *
     * @throws HttpProblem 400 if it is absent or empty
     */
    public String required(String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw HttpProblem.badRequest("The query parameter '" + name + "' is missing");
        }
        return value;
    }

    /**
     * The body as a record.
     *
     * @throws HttpProblem 400 if it is anything else
     */
    public <T extends Record> T body(Class<T> type) {
        return Json.read(body, type);
    }
}
