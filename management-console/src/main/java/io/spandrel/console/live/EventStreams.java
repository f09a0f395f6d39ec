package io.spandrel.console.live;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Json;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.live.EventIds.Position;
import io.spandrel.console.security.Caller;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of server-sent events: {@code sample} every second, {@code grid} for each event of the grid,
 * {@code topology} when owners change, and a comment every 15 s. A client that resumes with the id of the last message it
 * has seen gets what it missed, each once; where that is not known any more, a {@code reset} tells it to ask for the
 * history and the events again.
 *
 * <p>Streams are bounded in number, and each in how far its client may lag; one that lags further is cut, and comes back
 * by itself. A stream ends with the session that opened it. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

    private final Grid grid;
    private final History history;
    private final Predicate<Caller> stillAllowed;
    private final Limits limits;
    private final Refusals refusals;
    private final EventIds ids;
    private final InstantSource clock;

    /* Guarded by this, together with what is added to the history: a stream that opens finds each sample either there or
     * in what is sent to it, and none in both. */
    private final Set<Watcher> watchers = new HashSet<>();

    /**
     * @param history gets the samples that are sent
     * @param stillAllowed whether a caller may go on listening; asked every second
     * @param run differs from run to run of this member
     */
    public EventStreams(
            Grid grid,
            History history,
            Predicate<Caller> stillAllowed,
            Limits limits,
            Refusals refusals,
            String run,
            InstantSource clock) {
        this.grid = grid;
        this.history = history;
        this.stillAllowed = stillAllowed;
        this.limits = limits;
        this.refusals = refusals;
        this.ids = new EventIds(run);
        this.clock = clock;
    }

    /**
     * @param seen id of the last message the client saw, where it cannot set the header; null: none, or in the header
     * @throws HttpProblem 503 if there are too many streams
     */
    public Answer open(HttpServerExchange exchange, @Nullable String seen) {
        if (size() >= limits.streamsMax()) {
            refusals.count(Refusals.Reason.STREAMS);
            throw HttpProblem.unavailable("There are " + limits.streamsMax() + " event streams open already");
        }
        Caller caller = Caller.of(exchange);
        @Nullable String header = exchange.getRequestHeaders().getFirst(LAST_EVENT_ID);
        @Nullable String lastEventId = header == null ? seen : header;
        GridReport report = grid.report();
        return new ServerSentEventHandler((connection, ignored) -> add(connection, caller, report, lastEventId))
                ::handleRequest;
    }

    private synchronized void add(
            ServerSentEventConnection connection, Caller caller, GridReport report, @Nullable String lastEventId) {
        Watcher watcher = new Watcher(connection, caller, ids, limits.streamBacklogMax());
        Optional<Position> seen = ids.position(lastEventId).filter(at -> hasAllAfter(at, report.history()));
        Optional<List<Sample>> missed = seen.flatMap(at -> history.after(at.sampleAt(), clock.instant()));
        if (missed.isPresent()) {
            watcher.resume(seen.orElseThrow(), missed.get());
        } else {
            watcher.begin(report, lastEventId != null);
        }
        connection.setKeepAliveTime(HEARTBEAT.toMillis());
        watchers.add(watcher);
        connection.addCloseTask(closed -> remove(watcher));
    }

    private static boolean hasAllAfter(Position seen, List<GridEvent> events) {
        return events.isEmpty() || events.get(0).sequence() <= seen.sequence() + 1;
    }

    private synchronized void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    public synchronized int size() {
        return watchers.size();
    }

    boolean isWatched() {
        return size() > 0;
    }

    /** Called by the sampler, one call at a time, with ever later samples. */
    void publish(Sample sample) {
        List<Watcher> open = keep(sample);
        if (open.isEmpty()) {
            return;
        }
        String data = Json.text(sample);
        GridReport report = grid.report();
        for (Watcher watcher : open) {
            if (!watcher.isOpen()) {
                remove(watcher);
            } else if (!stillAllowed.test(watcher.caller())) {
                watcher.close();
            } else if (!watcher.send(new Watcher.Sent(sample.at(), data), report)) {
                refusals.count(Refusals.Reason.SLOW_STREAM);
                watcher.close();
            }
        }
    }

    private synchronized List<Watcher> keep(Sample sample) {
        history.add(sample);
        return List.copyOf(watchers);
    }

    @Override
    public void close() {
        openNow().forEach(Watcher::close);
    }

    private synchronized List<Watcher> openNow() {
        return List.copyOf(watchers);
    }
}
