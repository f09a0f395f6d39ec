package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** One thread's time, in which everything happens in the order of its moment. */
final class VirtualTime {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long numbers;

    long now() {
        return now;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), numbers++, action));
    }

    void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    void run(Duration duration) {
        long end = now + duration.toNanos();
        for (Event event = events.peek(); event != null && event.at() <= end; event = events.peek()) {
            events.poll();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    private record Event(long at, long number, Runnable action) {}
}
