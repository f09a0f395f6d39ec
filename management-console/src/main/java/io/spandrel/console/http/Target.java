package io.spandrel.console.http;

import io.undertow.server.HttpServerExchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a request goes, read from the raw request line.
 *
 * @param segments the path's segments, each decoded by itself, so that an encoded slash stays within its segment; never
 *     {@code .} or {@code ..}
 * @param query the query's parameters, decoded
 */
public record Target(List<String> segments, Map<String, String> query) {

    public Target {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    /** Of an exchange, whose request line may hold a whole URI (RFC 9112, absolute form). */
    public static Target of(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            int path = uri.indexOf('/', uri.indexOf("://") + 3);
            uri = path < 0 ? "/" : uri.substring(path);
        }
        return parse(uri, exchange.getQueryString());
    }

    /**
     * @param path the raw path, from its first slash
     * @param query the raw query, may be empty
     * @throws HttpProblem 400 if it is malformed, climbs, holds control characters, or gives a parameter twice
     */
    public static Target parse(String path, String query) {
        return new Target(segments(path), parameters(query));
    }

    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            throw HttpProblem.badRequest("The path must begin with a slash");
        }
        List<String> segments = new ArrayList<>();
        if (path.length() > 1) {
            for (String raw : path.substring(1).split("/", -1)) {
                String segment = decode(raw, false);
                if (segment.equals(".") || segment.equals("..")) {
                    throw HttpProblem.badRequest("The path must not climb");
                }
                segments.add(segment);
            }
        }
        return segments;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            if (parameters.put(name, value) != null) {
                throw HttpProblem.badRequest("A query parameter is given twice");
            }
        }
        return parameters;
    }

    private static String decode(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put((byte) hexadecimal(raw, i + 1));
                i += 2;
            } else if (c > 0x7e || c < 0x21) {
                throw malformed();
            } else {
                bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
            }
        }
        return utf8(bytes.flip());
    }

    private static int hexadecimal(String raw, int at) {
        if (at + 2 > raw.length()) {
            throw malformed();
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw malformed();
        }
        return high << 4 | low;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw malformed();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static HttpProblem malformed() {
        return HttpProblem.badRequest("The request's address is malformed");
    }
}
