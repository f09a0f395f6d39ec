package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/** The cookie that carries a session's id: out of reach of scripts, never sent along by other sites. */
final class SessionCookie {

    static final String NAME = "SPANDREL_SESSION";

    private SessionCookie() {}

    static @Nullable String read(HttpServerExchange exchange) {
        @Nullable Cookie cookie = exchange.getRequestCookie(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    static void write(HttpServerExchange exchange, String id) {
        put(exchange, id, "");
    }

    static void remove(HttpServerExchange exchange) {
        put(exchange, "", "; Max-Age=0");
    }

    private static void put(HttpServerExchange exchange, String value, String more) {
        String secure = exchange.isSecure() ? "; Secure" : "";
        exchange.getResponseHeaders()
                .put(Headers.SET_COOKIE, NAME + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + secure + more);
    }
}
