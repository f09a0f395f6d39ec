package io.spandrel.console.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request was refused or could not be done. Its status, title and detail are what the client is told; nothing else of
 * it leaves the console.
 */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;
    private final transient Map<String, Object> extension;

    private HttpProblem(int status, String title, String detail, Map<String, String> headers) {
        this(status, title, detail, headers, Map.of());
    }

    private HttpProblem(
            int status, String title, String detail, Map<String, String> headers, Map<String, Object> extension) {
        super(detail, null, false, false);
        this.extension = extension;
        this.status = status;
        this.title = title;
        this.headers = headers;
    }

    public static HttpProblem badRequest(String detail) {
        return new HttpProblem(400, "Bad request", detail, Map.of());
    }

    /** A bad request with a member more in the body, for programs. */
    public static HttpProblem badRequest(String detail, String member, Object value) {
        return new HttpProblem(400, "Bad request", detail, Map.of(), Map.of(member, value));
    }

    public static HttpProblem unauthorized(String detail) {
        return new HttpProblem(401, "Not logged in", detail, Map.of());
    }

    public static HttpProblem forbidden(String detail) {
        return new HttpProblem(403, "Not allowed", detail, Map.of());
    }

    public static HttpProblem notFound(String detail) {
        return new HttpProblem(404, "Not found", detail, Map.of());
    }

    public static HttpProblem methodNotAllowed(String method, String allowed) {
        return new HttpProblem(
                405, "Method not allowed", method + " is not one of " + allowed, Map.of("Allow", allowed));
    }

    /** The grid, as it stands, cannot do it. */
    public static HttpProblem conflict(String detail) {
        return new HttpProblem(409, "Not possible here", detail, Map.of());
    }

    public static HttpProblem bodyTooLarge(int bytesMax) {
        return new HttpProblem(413, "Body too large", "At most " + bytesMax + " bytes are accepted", Map.of());
    }

    public static HttpProblem unsupported(Set<String> types) {
        return new HttpProblem(
                415,
                "Unsupported media type",
                "The body must be sent as " + String.join(" or ", new TreeSet<>(types)),
                Map.of());
    }

    public static HttpProblem misdirected(String detail) {
        return new HttpProblem(421, "Misdirected request", detail, Map.of());
    }

    public static HttpProblem tooMany(String detail, long retryAfterSeconds) {
        return new HttpProblem(
                429, "Too many requests", detail, Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    public static HttpProblem internal() {
        return new HttpProblem(500, "Internal error", "The member's log says more", Map.of());
    }

    /** Other members did not do their part. */
    public static HttpProblem othersFailed(String detail) {
        return new HttpProblem(502, "Not done everywhere", detail, Map.of());
    }

    public static HttpProblem unavailable(String detail) {
        return new HttpProblem(503, "Not available now", detail, Map.of());
    }

    public static HttpProblem tooSlow(String detail) {
        return new HttpProblem(504, "No answer in time", detail, Map.of());
    }

    public int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", "about:blank");
        details.put("title", title);
        details.put("status", status);
        details.put("detail", getMessage());
        details.putAll(extension);
        return details;
    }
}
