package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.GridEvent;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/** The last events of the grid as this member saw them; when it is full, the oldest is dropped and counted. Thread-safe. */
public final class EventHistory {

    private final InstantSource clock;
    private final int capacity;
    private final ArrayDeque<GridEvent> events = new ArrayDeque<>();
    private long recorded;

    /** Keeps {@code capacity} events, 1 or more. */
    EventHistory(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    public synchronized void record(GridEvent.Kind kind, String subject, String text) {
        if (events.size() == capacity) {
            events.removeFirst();
        }
        events.addLast(new GridEvent(++recorded, clock.instant(), kind, subject, text));
    }

    /** The events kept, oldest first. */
    public synchronized List<GridEvent> events() {
        return List.copyOf(events);
    }

    /** Events that were dropped for newer ones. */
    public synchronized long dropped() {
        return recorded - events.size();
    }
}
