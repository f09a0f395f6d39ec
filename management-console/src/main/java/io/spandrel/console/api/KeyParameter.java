package io.spandrel.console.api;

import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import org.jspecify.annotations.Nullable;

/** The key that a request asks about: {@code ?key=}, of the type {@code ?type=}. */
final class KeyParameter {

    private KeyParameter() {}

    /** @throws HttpProblem 400 if there is none, or it is not of its type */
    static Object of(Request request) {
        String text = request.required("key");
        @Nullable String type = request.query("type");
        try {
            if (type == null || type.equals("string")) {
                return text;
            }
            if (type.equals("long")) {
                return Long.valueOf(text);
            }
            if (type.equals("int")) {
                return Integer.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("The key is not of type " + type);
        }
        throw HttpProblem.badRequest("The query parameter 'type' must be string, long or int");
    }

    static HttpProblem unfit(String cache) {
        return HttpProblem.badRequest("Cache '" + cache + "' cannot have such a key; try another type");
    }
}
