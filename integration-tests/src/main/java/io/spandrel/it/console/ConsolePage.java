package io.spandrel.it.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What an open page Overview asks of a console, without a browser: the stream, and the overview every five seconds. */
public final class ConsolePage implements AutoCloseable {

    private static final long OVERVIEW_SECONDS = 5;

    private final URI console;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong overviews = new AtomicLong();
    private final String cookie;
    private final InputStream stream;

    /** Logs in and opens the stream. */
    public ConsolePage(URI console, ConsoleUser user) {
        this.console = console;
        this.cookie = logIn(user);
        this.stream = open("api/v1/stream");
        threads.execute(this::listen);
        threads.scheduleWithFixedDelay(this::ask, 0, OVERVIEW_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws IllegalStateException if nothing has come by the stream, or no overview */
    public void check() {
        if (bytes.get() == 0 || overviews.get() == 0) {
            throw new IllegalStateException(bytes + " bytes of the stream, " + overviews + " overviews");
        }
    }

    private String logIn(ConsoleUser user) {
        String credentials = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user.name(), user.password());
        return send(HttpRequest.newBuilder(console.resolve("api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(credentials)))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private InputStream open(String path) {
        return send(HttpRequest.newBuilder(console.resolve(path)).header("Cookie", cookie))
                .body();
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.uri() + " answers " + answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void listen() {
        byte[] buffer = new byte[8192];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                bytes.addAndGet(count);
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void ask() {
        try (InputStream overview = open("api/v1/overview")) {
            overview.readAllBytes();
            overviews.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
