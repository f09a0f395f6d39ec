package io.spandrel.console.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Takes in a request's body, up to a bound of bytes and of time. Thread-safe. */
public final class BodyReader {

    /*
     * A body arrives on the IO thread and before anything is decided, so that a client that sends a byte now and then holds up no
     * worker. One that takes too long is cut off.
     *
     * Undertow would tell anew of a body that is too large with each part of it that arrives after that, and the request would be
     * answered by several threads at once: so nothing more is received.
     *
     * A client that has sent too much is told so before its connection closes, which needs the rest of the body to be
     * taken and thrown away: up to DISCARDED_MAX by Undertow, beyond which it just closes.
     */
    public static final long DISCARDED_MAX = 1 << 20;

    private static final AttachmentKey<byte[]> ARRIVED = AttachmentKey.create(byte[].class);
    private static final AttachmentKey<HttpProblem> FAILED = AttachmentKey.create(HttpProblem.class);
    private static final byte[] NONE = new byte[0];

    private final int bytesMax;
    private final Duration timeMax;
    private final Refusals refusals;

    public BodyReader(int bytesMax, Duration timeMax, Refusals refusals) {
        this.bytesMax = bytesMax;
        this.timeMax = timeMax;
        this.refusals = refusals;
    }

    /**
     * Goes on to {@code next} when the body has arrived, or is known to be too large or to have broken off. On the IO thread.
     *
     * @throws HttpProblem 400 if its length is not one
     */
    public void receive(HttpServerExchange exchange, Consumer<HttpServerExchange> next) {
        if (exchange.isRequestComplete()) {
            next.accept(exchange);
            return;
        }
        checkLength(exchange);
        XnioExecutor.Key deadline =
                exchange.getIoThread().executeAfter(() -> cut(exchange), timeMax.toMillis(), TimeUnit.MILLISECONDS);
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(bytesMax);
        receiver.receiveFullBytes((arrived, body) -> goOn(arrived, deadline, ARRIVED, body, next), (failed, cause) -> {
            receiver.pause();
            goOn(failed, deadline, FAILED, problem(cause), next);
        });
    }

    private static void checkLength(HttpServerExchange exchange) {
        try {
            exchange.getRequestContentLength();
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("The Content-Length is not a length");
        }
    }

    private static <T> void goOn(
            HttpServerExchange exchange,
            XnioExecutor.Key deadline,
            AttachmentKey<T> key,
            T value,
            Consumer<HttpServerExchange> next) {
        deadline.remove();
        exchange.putAttachment(key, value);
        next.accept(exchange);
    }

    private void cut(HttpServerExchange exchange) {
        refusals.count(Refusals.Reason.SLOW_BODY);
        IoUtils.safeClose(exchange.getConnection());
    }

    private HttpProblem problem(Exception cause) {
        return cause instanceof Receiver.RequestToLargeException
                ? HttpProblem.bodyTooLarge(bytesMax)
                : HttpProblem.badRequest("The body broke off");
    }

    /**
     * The body that has arrived; empty if there is none.
     *
     * @param types what it may be declared as
     * @throws HttpProblem 413 if it is too large, 415 if it is declared as something else, 400 if it broke off
     */
    public byte[] read(HttpServerExchange exchange, Set<String> types) {
        @Nullable HttpProblem failed = exchange.getAttachment(FAILED);
        if (failed != null) {
            if (failed.status() == 413) {
                refusals.count(Refusals.Reason.BODY);
            }
            throw failed;
        }
        byte @Nullable [] body = exchange.getAttachment(ARRIVED);
        if (body == null) {
            return NONE;
        }
        if (body.length > 0 && !types.contains(MediaTypes.of(exchange))) {
            throw HttpProblem.unsupported(types);
        }
        return body;
    }
}
