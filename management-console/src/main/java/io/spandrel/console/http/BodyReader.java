package io.spandrel.console.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Reads a request's body, up to a bound. Blocks, so it belongs on a worker thread. */
public final class BodyReader {

    /*
     * A client that has sent too much is told so before its connection closes, which needs the rest of the body to be
     * taken and thrown away: up to DISCARDED_MAX by Undertow, beyond which it just closes.
     */
    public static final long DISCARDED_MAX = 1 << 20;

    private final int bytesMax;
    private final Refusals refusals;

    public BodyReader(int bytesMax, Refusals refusals) {
        this.bytesMax = bytesMax;
        this.refusals = refusals;
    }

    /**
     * The body; empty if there is none.
     *
     * @param types what it may be declared as
     * @throws HttpProblem 413 if it is too large, 415 if it is declared as something else, 400 if it breaks off
     */
    public byte[] read(HttpServerExchange exchange, Set<String> types) {
        if (exchange.getRequestContentLength() > bytesMax) {
            throw tooLarge();
        }
        byte[] body = bytes(exchange);
        if (body.length > bytesMax) {
            throw tooLarge();
        }
        if (body.length > 0 && !types.contains(MediaTypes.of(exchange))) {
            throw HttpProblem.unsupported(types);
        }
        return body;
    }

    private byte[] bytes(HttpServerExchange exchange) {
        exchange.startBlocking();
        try (InputStream in = exchange.getInputStream()) {
            return in.readNBytes(bytesMax + 1);
        } catch (RequestTooBigException e) {
            throw tooLarge();
        } catch (IOException e) {
            throw HttpProblem.badRequest("The body broke off");
        }
    }

    private HttpProblem tooLarge() {
        refusals.count(Refusals.Reason.BODY);
        return HttpProblem.bodyTooLarge(bytesMax);
    }
}
