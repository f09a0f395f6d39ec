package io.spandrel.console.live;

import io.spandrel.console.http.Json;
import io.spandrel.console.live.EventIds.Position;
import io.spandrel.console.security.Caller;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * One open event stream, and how far its client has come. {@link EventStreams} calls it from one thread at a time;
 * the connection's callbacks come from its IO thread.
 */
final class Watcher {

    /* Of a client that resumes after a while, so that what it missed does not fill its backlog at once. */
    private static final int EVENTS_PER_TICK = 16;
    private static final int SAMPLES_PER_TICK = 32;

    /** A sample as it is sent. */
    record Sent(Instant at, String data) {

        static Sent of(Sample sample) {
            return new Sent(sample.at(), Json.text(sample));
        }
    }

    /** The caches whose owners changed, each with its topology now. */
    private record Topologies(Map<String, Integer> caches) {}

    private final ServerSentEventConnection connection;
    private final Caller caller;
    private final EventIds ids;
    private final int backlogMax;
    private final AtomicInteger backlog = new AtomicInteger();
    private final Map<String, Integer> topologies = new HashMap<>();
    private final Deque<Sent> owed = new ArrayDeque<>();
    private Position position = new Position(0, Instant.EPOCH);

    Watcher(ServerSentEventConnection connection, Caller caller, EventIds ids, int backlogMax) {
        this.connection = connection;
        this.caller = caller;
        this.ids = ids;
        this.backlogMax = backlogMax;
    }

    Caller caller() {
        return caller;
    }

    /**
     * Begins with what happens next.
     *
     * @param reset whether the client hoped to resume, and has to be told that it cannot
     */
    void begin(GridReport from, boolean reset) {
        position = new Position(EventIds.newest(from.history()), Instant.EPOCH);
        from.caches().forEach(cache -> topologies.put(cache.name(), cache.ring().topologyId()));
        if (reset) {
            post("reset", "{}", null);
        }
    }

    /** Goes on where the client was; it will be told the topology of every cache. */
    void resume(Position seen, List<Sample> missed) {
        position = seen;
        missed.stream().map(Sent::of).forEach(owed::addLast);
    }

    /** Sends what is new; false if the client has not taken what it was sent before and is too far behind. */
    boolean send(Sent sample, GridReport report) {
        owed.addLast(sample);
        samples();
        changedTopologies(report.caches());
        newEvents(report.history());
        return backlog.get() <= backlogMax;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    void close() {
        IoUtils.safeClose(connection);
    }

    /* First, so that every id knows a sample. */
    private void samples() {
        for (int i = 0; i < SAMPLES_PER_TICK && !owed.isEmpty(); i++) {
            Sent sample = owed.removeFirst();
            position = new Position(position.sequence(), sample.at());
            post("sample", sample.data(), ids.of(position));
        }
    }

    private void changedTopologies(List<CacheReport> caches) {
        Map<String, Integer> changed = new TreeMap<>();
        for (CacheReport cache : caches) {
            int id = cache.ring().topologyId();
            Integer before = topologies.put(cache.name(), id);
            if (before == null || before != id) {
                changed.put(cache.name(), id);
            }
        }
        topologies.keySet().retainAll(caches.stream().map(CacheReport::name).toList());
        if (!changed.isEmpty()) {
            post("topology", Json.text(new Topologies(changed)), null);
        }
    }

    private void newEvents(List<GridEvent> history) {
        List<GridEvent> unseen = history.stream()
                .filter(event -> event.sequence() > position.sequence())
                .limit(EVENTS_PER_TICK)
                .toList();
        for (GridEvent event : unseen) {
            position = new Position(event.sequence(), position.sampleAt());
            post("grid", Json.text(event), ids.of(position));
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
