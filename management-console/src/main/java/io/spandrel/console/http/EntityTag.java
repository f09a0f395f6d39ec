package io.spandrel.console.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client names to learn whether it still has the latest.
 *
 * @param text as it stands in the header, with its quotes
 */
public record EntityTag(String text) {

    private static final int BYTES = 12;

    /** The tag of some content: other content has another. */
    public static EntityTag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag('"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** {@code whole}, or 304 to a client that has it already. */
    public Answer unlessKnown(Answer whole) {
        Answer answer = exchange -> {
            if (isKnown(exchange)) {
                exchange.setStatusCode(304);
                exchange.endExchange();
            } else {
                whole.send(exchange);
            }
        };
        return answer.with("ETag", text);
    }

    /* Tags are compared weakly: a proxy that zips an answer marks its tag as weak. */
    private boolean isKnown(HttpServerExchange exchange) {
        @Nullable String known = exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH);
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(text) || one.equals("W/" + text));
    }
}
