package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param user the user's name
 * @param role what the user may do
 * @param session the session it belongs to; null for a script that logs in with every request
 * @param until when a token of others that it brought expires; null: it brought none
 */
public record Caller(
        String user,
        Role role,
        @Nullable Session session,
        @Nullable Instant until) {

    private static final AttachmentKey<Caller> KEY = AttachmentKey.create(Caller.class);

    void attachTo(HttpServerExchange exchange) {
        exchange.putAttachment(KEY, this);
    }

    /** The caller of an exchange that has passed {@link Authentication}. */
    public static Caller of(HttpServerExchange exchange) {
        Caller caller = exchange.getAttachment(KEY);
        if (caller == null) {
            throw new IllegalStateException("not authenticated: " + exchange);
        }
        return caller;
    }

    /** For logs of exchanges that may not have come so far. */
    public static String nameOf(HttpServerExchange exchange) {
        @Nullable Caller caller = exchange.getAttachment(KEY);
        return caller == null ? "anonymous" : caller.user();
    }
}
