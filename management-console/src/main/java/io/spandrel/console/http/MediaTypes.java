package io.spandrel.console.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request declares its body to be. */
public final class MediaTypes {

    public static final String JSON = "application/json";

    private MediaTypes() {}

    /** The media type in lower case, without parameters; empty if none is declared. */
    public static String of(HttpServerExchange exchange) {
        @Nullable String declared = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return declared == null ? "" : declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
