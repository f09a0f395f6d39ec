package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.cluster.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Asks all members again and again what they see of the cluster, in threads of its own, and keeps what changes. Thread-safe. */
final class Watch implements AutoCloseable {

    private static final long POLL_MILLIS = 50;

    private final LongSupplier clock;
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Status> last = new HashMap<>();
    private volatile boolean ended;

    Watch(Cluster cluster, LongSupplier clock) {
        this.clock = clock;
        for (int member = 1; member <= cluster.size(); member++) {
            int number = member;
            Thread thread = new Thread(() -> watch(cluster, number), "watch-n" + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch(Cluster cluster, int member) {
        while (!ended) {
            Optional<Status> status = cluster.status(member);
            if (status.isPresent()) {
                note(member, status.get());
            }
            Cluster.pause(POLL_MILLIS);
        }
    }

    private synchronized void note(int member, Status status) {
        Status before = last.put(member, status);
        if (before == null || !before.toString().equals(status.toString())) {
            events.add(new Event(clock.getAsLong(), "n" + member, status.toString()));
        }
    }

    /** Notes what is not any member's alone. */
    synchronized void note(String text) {
        events.add(new Event(clock.getAsLong(), "", text));
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        ended = true;
    }
}
