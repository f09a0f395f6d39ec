package io.spandrel.console.live;

import io.spandrel.console.http.Json;
import io.spandrel.console.security.Caller;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * One open event stream, and how far its client has come. {@link EventStreams} calls it from one thread at a time;
 * the connection's callbacks come from its IO thread.
 */
final class Watcher {

    /* Of a client that resumes after a long time, so that the events it missed do not fill its backlog at once. */
    private static final int EVENTS_PER_TICK = 16;

    private record Topology(String cache, int topologyId) {}

    private final ServerSentEventConnection connection;
    private final Caller caller;
    private final EventIds ids;
    private final int backlogMax;
    private final AtomicInteger backlog = new AtomicInteger();
    private final Map<String, Integer> topologies = new HashMap<>();
    private long lastSequence;

    /** @param lastSequence the last event that the client has seen */
    Watcher(
            ServerSentEventConnection connection,
            Caller caller,
            EventIds ids,
            int backlogMax,
            GridReport from,
            long lastSequence) {
        this.connection = connection;
        this.caller = caller;
        this.ids = ids;
        this.backlogMax = backlogMax;
        this.lastSequence = lastSequence;
        from.caches().forEach(cache -> topologies.put(cache.name(), cache.ring().topologyId()));
    }

    Caller caller() {
        return caller;
    }

    /** Sends what is new; false if the client has not taken what it was sent before and is too far behind. */
    boolean send(String sample, GridReport report) {
        changedTopologies(report.caches());
        newEvents(report.history());
        post("sample", sample, null);
        return backlog.get() <= backlogMax;
    }

    void close() {
        IoUtils.safeClose(connection);
    }

    private void changedTopologies(List<CacheReport> caches) {
        for (CacheReport cache : caches) {
            int id = cache.ring().topologyId();
            Integer before = topologies.put(cache.name(), id);
            if (before == null || before != id) {
                post("topology", Json.text(new Topology(cache.name(), id)), null);
            }
        }
        topologies.keySet().retainAll(caches.stream().map(CacheReport::name).toList());
    }

    private void newEvents(List<GridEvent> history) {
        List<GridEvent> unseen = history.stream()
                .filter(event -> event.sequence() > lastSequence)
                .limit(EVENTS_PER_TICK)
                .toList();
        for (GridEvent event : unseen) {
            post("grid", Json.text(event), ids.of(event));
            lastSequence = event.sequence();
        }
    }

    private void post(String type, String data, @Nullable String id) {
        backlog.incrementAndGet();
        connection.send(data, type, id, new ServerSentEventConnection.EventCallback() {
            @Override
            public void done(
                    ServerSentEventConnection sender,
                    @Nullable String sent,
                    @Nullable String sentType,
                    @Nullable String sentId) {
                backlog.decrementAndGet();
            }

            @Override
            public void failed(
                    ServerSentEventConnection sender,
                    @Nullable String sent,
                    @Nullable String sentType,
                    @Nullable String sentId,
                    IOException e) {
                close();
            }
        });
    }
}
