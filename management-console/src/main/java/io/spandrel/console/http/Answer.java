package io.spandrel.console.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back. An answer may also take the exchange over, as a stream of events does. */
@FunctionalInterface
public interface Answer {

    /** Sends it; called once. */
    void send(HttpServerExchange exchange) throws Exception;

    /** 200 with {@code value} as JSON. */
    static Answer json(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        return of(status, "application/json", Json.write(value), Map.of());
    }

    /** 200 with {@code value} as JSON and a tag of it, or 304 to a client that has it already. */
    static Answer taggedJson(Object value) {
        byte[] body = Json.write(value);
        return EntityTag.of(body).unlessKnown(of(200, "application/json", body, Map.of()));
    }

    /** 200 with text of the given media type, in UTF-8. */
    static Answer text(String type, String text) {
        return of(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer noContent() {
        return exchange -> {
            exchange.setStatusCode(204);
            exchange.endExchange();
        };
    }

    /** The problem as {@code application/problem+json}. */
    static Answer problem(HttpProblem problem) {
        return of(problem.status(), "application/problem+json", Json.write(problem.details()), problem.headers());
    }

    static Answer of(int status, String type, byte[] body, Map<String, String> headers) {
        return exchange -> {
            exchange.setStatusCode(status);
            headers.forEach((name, value) -> exchange.getResponseHeaders().put(HttpString.tryFromString(name), value));
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        };
    }

    /** This answer with a header more. */
    default Answer with(String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().put(HttpString.tryFromString(header), value);
            send(exchange);
        };
    }
}
