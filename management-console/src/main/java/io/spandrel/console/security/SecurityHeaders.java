package io.spandrel.console.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that every answer carries, so that a browser holds to what the console needs and no more. */
public final class SecurityHeaders {

    private static final Map<HttpString, String> ALWAYS = headers();

    private SecurityHeaders() {}

    /** Sets them; an endpoint may still say something else about caching. */
    public static void set(HttpServerExchange exchange) {
        ALWAYS.forEach((name, value) -> exchange.getResponseHeaders().put(name, value));
        if (exchange.isSecure()) {
            exchange.getResponseHeaders().put(new HttpString("Strict-Transport-Security"), "max-age=31536000");
        }
    }

    private static Map<HttpString, String> headers() {
        Map<HttpString, String> headers = new LinkedHashMap<>();
        headers.put(
                new HttpString("Content-Security-Policy"),
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("X-Frame-Options"), "DENY");
        headers.put(new HttpString("Referrer-Policy"), "no-referrer");
        headers.put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
        headers.put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin");
        headers.put(
                new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put(new HttpString("Cache-Control"), "no-store");
        return headers;
    }
}
