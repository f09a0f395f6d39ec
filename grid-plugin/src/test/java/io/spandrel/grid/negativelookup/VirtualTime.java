package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.PriorityQueue;

/** One thread's time, in which everything happens in the order of its moment. */
public final class VirtualTime {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long numbers;

    public long now() {
        return now;
    }

    public void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), numbers++, action));
    }

    public void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    public void run(Duration duration) {
        long end = now + duration.toNanos();
        for (Event event = events.peek(); event != null && event.at() <= end; event = events.peek()) {
            events.poll();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    /** Timers that go by it. */
    public Timers timers() {
        return new Timers() {
            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public void execute(Runnable task) {
                after(0, task);
            }

            @Override
            public void schedule(Runnable task, Duration delay) {
                after(delay.toNanos(), task);
            }
        };
    }

    private record Event(long at, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }
}
