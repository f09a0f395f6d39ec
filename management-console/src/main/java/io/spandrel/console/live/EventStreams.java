package io.spandrel.console.live;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Json;
import io.spandrel.console.http.Limits;
import io.spandrel.console.http.Refusals;
import io.spandrel.console.security.Caller;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridReport;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of server-sent events: {@code sample} every second, {@code grid} for each event of the grid,
 * {@code topology} when owners change, and a comment every 15 s. A client that resumes with the id of the last
 * {@code grid} event gets those it missed.
 *
 * <p>Streams are bounded in number, and each in how far its client may lag; one that lags further is cut, and comes back
 * by itself. A stream ends with the session that opened it.
 */
public final class EventStreams implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

    private final Grid grid;
    private final Predicate<Caller> stillAllowed;
    private final Limits limits;
    private final Refusals refusals;
    private final EventIds ids;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    /**
     * @param stillAllowed whether a caller may go on listening; asked every second
     * @param run differs from run to run of this member
     */
    public EventStreams(Grid grid, Predicate<Caller> stillAllowed, Limits limits, Refusals refusals, String run) {
        this.grid = grid;
        this.stillAllowed = stillAllowed;
        this.limits = limits;
        this.refusals = refusals;
        this.ids = new EventIds(run);
    }

    /** @throws HttpProblem 503 if there are too many streams */
    public Answer open(HttpServerExchange exchange) {
        if (watchers.size() >= limits.streamsMax()) {
            refusals.count(Refusals.Reason.STREAMS);
            throw HttpProblem.unavailable("There are " + limits.streamsMax() + " event streams open already");
        }
        Caller caller = Caller.of(exchange);
        @Nullable String lastEventId = exchange.getRequestHeaders().getFirst(LAST_EVENT_ID);
        GridReport report = grid.report();
        long lastSequence = ids.sequence(lastEventId).orElse(EventIds.newest(report.history()));
        return new ServerSentEventHandler((connection, ignored) -> add(connection, caller, report, lastSequence))
                ::handleRequest;
    }

    private void add(ServerSentEventConnection connection, Caller caller, GridReport report, long lastSequence) {
        Watcher watcher = new Watcher(connection, caller, ids, limits.streamBacklogMax(), report, lastSequence);
        connection.setKeepAliveTime(HEARTBEAT.toMillis());
        watchers.add(watcher);
        connection.addCloseTask(closed -> watchers.remove(watcher));
    }

    public int size() {
        return watchers.size();
    }

    boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Called by the sampler, one call at a time. */
    void publish(Sample sample, GridReport report) {
        String data = Json.text(sample);
        for (Watcher watcher : List.copyOf(watchers)) {
            if (!stillAllowed.test(watcher.caller())) {
                watcher.close();
            } else if (!watcher.send(data, report)) {
                refusals.count(Refusals.Reason.SLOW_STREAM);
                watcher.close();
            }
        }
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::close);
    }
}
