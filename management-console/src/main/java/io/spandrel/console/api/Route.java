package io.spandrel.console.api;

import io.spandrel.console.http.MediaTypes;
import io.spandrel.console.security.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the console.
 *
 * @param method HTTP's
 * @param path its path, variable segments in braces
 * @param least the least role that may use it; empty for everybody, logged in or not
 * @param endpoint what answers
 * @param types what a body may be declared as
 * @param rehearsed whether {@code ?dryRun=true} makes it change nothing
 */
record Route(
        String method, String path, Optional<Role> least, Endpoint endpoint, Set<String> types, boolean rehearsed) {

    private static final Set<String> JSON = Set.of(MediaTypes.JSON);

    /** One whose body is JSON, and which does what it says. */
    Route(String method, String path, Optional<Role> least, Endpoint endpoint) {
        this(method, path, least, endpoint, JSON, false);
    }

    boolean isChange(Map<String, String> query) {
        return !method.equals("GET") && !(rehearsed && isRehearsal(query));
    }

    static boolean isRehearsal(Map<String, String> query) {
        return "true".equals(query.get("dryRun"));
    }

    boolean hasBody() {
        return method.equals("POST") || method.equals("PUT");
    }

    /** The variable segments' values; empty if the path is another. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> template = template();
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                parameters.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    List<String> template() {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
