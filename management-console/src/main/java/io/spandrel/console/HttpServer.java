package io.spandrel.console;

import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.console.http.BodyReader;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Tls;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;

/** Undertow on threads of its own. */
final class HttpServer implements AutoCloseable {

    /*
     * The worker is ours rather than Undertow's, because only then can its end be waited for. Its threads are daemons:
     * the console never keeps alive an application that is done.
     */
    private static final String THREADS = "spandrel-console";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HEADER_BYTES_MAX = 16 * 1024;

    private final XnioWorker worker;
    private final Undertow undertow;
    private final URI address;

    private HttpServer(XnioWorker worker, Undertow undertow, URI address) {
        this.worker = worker;
        this.undertow = undertow;
        this.address = address;
    }

    static HttpServer start(
            ConsoleConfiguration console,
            InetSocketAddress bind,
            Optional<Tls> tls,
            Limits limits,
            HttpHandler handler) {
        XnioWorker worker = worker(limits);
        Undertow undertow = builder(bind, tls, limits)
                .setWorker(worker)
                .setHandler(new HttpContinueReadHandler(handler))
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            stop(worker);
            throw BindAddress.inUse(console, reason(e));
        }
        InetSocketAddress bound =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return new HttpServer(worker, undertow, uri(tls.isPresent() ? "https" : "http", bound));
    }

    private static Undertow.Builder builder(InetSocketAddress bind, Optional<Tls> tls, Limits limits) {
        Undertow.Builder builder = Undertow.builder();
        String host = bind.getAddress().getHostAddress();
        tls.ifPresentOrElse(
                with -> builder.addHttpsListener(bind.getPort(), host, with.context())
                        .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                        .setSocketOption(
                                Options.SSL_CLIENT_AUTH_MODE,
                                with.clientCertificate()
                                        ? SslClientAuthMode.REQUIRED
                                        : SslClientAuthMode.NOT_REQUESTED),
                () -> builder.addHttpListener(bind.getPort(), host));
        return builder.setSocketOption(Options.CONNECTION_HIGH_WATER, limits.connectionsMax())
                .setSocketOption(Options.CONNECTION_LOW_WATER, limits.connectionsMax())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES_MAX)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.MAX_COOKIES, 32)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 16)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, BodyReader.DISCARDED_MAX)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        limits.headTime().toMillis())
                .setServerOption(
                        UndertowOptions.IDLE_TIMEOUT, (int) limits.idleTime().toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int)
                        limits.idleTime().toMillis());
    }

    private static XnioWorker worker(Limits limits) {
        try {
            return Xnio.getInstance(HttpServer.class.getClassLoader())
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_NAME, THREADS)
                            .set(Options.WORKER_IO_THREADS, 2)
                            .set(Options.WORKER_TASK_CORE_THREADS, 2)
                            .set(Options.WORKER_TASK_MAX_THREADS, limits.workersMax())
                            .set(Options.THREAD_DAEMON, true)
                            .getMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    /** Runs a task on a worker thread again and again, until the server closes. */
    void every(Duration interval, Runnable task) {
        XnioExecutor timer = worker.getIoThread();
        timer.executeAfter(() -> tick(interval, task), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick(Duration interval, Runnable task) {
        try {
            worker.execute(task);
            every(interval, task);
        } catch (RejectedExecutionException closing) {
            ConsoleLog.LOG.trace("the timer ends with the worker");
        }
    }

    @Override
    public void close() {
        undertow.stop();
        stop(worker);
    }

    private static void stop(XnioWorker worker) {
        worker.shutdownNow();
        try {
            worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static URI uri(String scheme, InetSocketAddress bound) {
        String host = bound.getAddress().getHostAddress();
        return URI.create(
                scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/");
    }

    private static String reason(RuntimeException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
}
