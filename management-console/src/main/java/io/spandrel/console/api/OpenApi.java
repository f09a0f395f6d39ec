package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.EntityTag;
import io.spandrel.console.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The document that describes the console's API to machines. */
final class OpenApi {

    static final String RESOURCE = "/io/spandrel/console/openapi.json";

    private final byte[] document = read();
    private final EntityTag tag = EntityTag.of(document);

    Answer document(Request request) {
        return tag.unlessKnown(Answer.of(200, "application/json", document, Map.of()));
    }

    static byte[] read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
