package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.EntityTag;
import io.spandrel.console.http.HttpProblem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files from the class path, kept in memory once asked for. They hold no data and are open to everybody; what
 * their names carry a hash of may be cached for good.
 */
public final class PageFiles {

    private static final String FOLDER = "/io/spandrel/console/page/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final Pattern HASHED = Pattern.compile(".*-[A-Z0-9]{8}\\.[a-z0-9]+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private record PageFile(String type, byte[] plain, byte[] zipped, EntityTag tag) {}

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** @throws HttpProblem 404 if there is no such file, 405 unless it is only to be read */
    Answer answer(HttpServerExchange exchange, List<String> segments) {
        String method = exchange.getRequestMethod().toString();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw HttpProblem.methodNotAllowed(method, "GET, HEAD");
        }
        String name = segments.isEmpty() || segments.equals(List.of("")) ? "index.html" : String.join("/", segments);
        PageFile file = find(name);
        return file.tag()
                .unlessKnown(whole(file, acceptsGzip(exchange)))
                .with("Vary", "Accept-Encoding")
                .with("Cache-Control", HASHED.matcher(name).matches() ? "max-age=31536000, immutable" : "no-cache");
    }

    /* A name of one plain segment with a known ending: nothing can be climbed to, no folder can be listed. */
    private PageFile find(String name) {
        @Nullable
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        @Nullable
        PageFile file = type == null || !NAME.matcher(name).matches()
                ? null
                : files.computeIfAbsent(name, missing -> read(missing, type));
        if (file == null) {
            throw HttpProblem.notFound("There is no such page");
        }
        return file;
    }

    private static @Nullable PageFile read(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            byte[] plain = in.readAllBytes();
            return new PageFile(type, plain, gzip(plain), EntityTag.of(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer whole(PageFile file, boolean zipped) {
        return zipped
                ? Answer.of(200, file.type(), file.zipped(), Map.of("Content-Encoding", "gzip"))
                : Answer.of(200, file.type(), file.plain(), Map.of());
    }

    private static boolean acceptsGzip(HttpServerExchange exchange) {
        @Nullable String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
