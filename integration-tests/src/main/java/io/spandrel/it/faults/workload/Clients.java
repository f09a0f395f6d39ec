package io.spandrel.it.faults.workload;

import io.spandrel.it.faults.cluster.Answer;
import io.spandrel.it.faults.cluster.Cluster;
import io.spandrel.it.faults.history.History;
import io.spandrel.it.faults.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All clients of a run. Every random choice follows from the seed.
 *
 * <p>Thread-safe.
 */
public final class Clients {

    private static final int WRITERS_PER_MEMBER = 2;
    private static final int MOVING = 3;
    private static final int REPEATERS_PER_MEMBER = 3;

    private final Cluster cluster;
    private final Pace pace;
    private final Keys keys;
    private final History history = new History();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long origin = System.nanoTime();
    private volatile Phase phase = Phase.BEFORE;
    private volatile boolean ended;

    private Clients(Cluster cluster, Pace pace, Keys keys) {
        this.cluster = cluster;
        this.pace = pace;
        this.keys = keys;
    }

    /**
     * Two writers that stay with each member, three that move, and one per member for conditional writes and counters.
     *
     * @param targets the members that the fault will hit
     * @param size the share of the full number of keys
     */
    public static Clients mixed(Cluster cluster, Set<Integer> targets, Pace pace, double size, long seed) {
        List<Integer> all = IntStream.rangeClosed(1, cluster.size()).boxed().toList();
        List<Way> ways = ways(all, targets, WRITERS_PER_MEMBER, MOVING);
        Clients clients = new Clients(cluster, pace, keys(ways, size));
        for (int i = 0; i < ways.size(); i++) {
            clients.add(new Writer(i, clients, ways.get(i).members(), seed));
        }
        for (int member : all) {
            clients.add(new Replacer(clients.threads.size(), clients, List.of(member), seed));
        }
        return clients;
    }

    /**
     * Four clients for each of {@code members} that repeat what fails, of which one moves between these members.
     *
     * @param targets the members that the fault will hit
     * @param size the share of the full number of keys
     */
    public static Clients repeating(
            Cluster cluster, Set<Integer> targets, List<Integer> members, Pace pace, double size, long seed) {
        List<Way> ways = ways(members, targets, REPEATERS_PER_MEMBER, members.size());
        Clients clients = new Clients(cluster, pace, keys(ways, size));
        for (int i = 0; i < ways.size(); i++) {
            clients.add(new Repeater(i, clients, ways.get(i).members(), seed));
        }
        return clients;
    }

    private static List<Way> ways(List<Integer> members, Set<Integer> targets, int staying, int moving) {
        List<Way> ways = new ArrayList<>();
        for (int member : members) {
            Route route = targets.contains(member) ? Route.TARGET : Route.OTHERS;
            ways.addAll(Collections.nCopies(staying, new Way(route, List.of(member))));
        }
        ways.addAll(Collections.nCopies(moving, new Way(Route.MOVING, members)));
        return ways;
    }

    private static Keys keys(List<Way> ways, double size) {
        return new Keys(ways.stream().map(Way::route).toList(), size);
    }

    /** Through which members a client goes. */
    private record Way(Route route, List<Integer> members) {}

    private void add(Client client) {
        Thread thread = new Thread(client, "client-" + client.number());
        thread.setDaemon(true);
        threads.add(thread);
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** From now on, the keys of another phase are written. */
    public void enter(Phase next) {
        written.clear();
        phase = next;
    }

    /** Lets each client finish its call, and ends it. */
    public void end() {
        ended = true;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.MILLISECONDS.toMillis(3 * pace.deadlineMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    public Keys keys() {
        return keys;
    }

    public History history() {
        return history;
    }

    /** Why calls were not answered, and how often each. */
    public Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    /** Nanoseconds from the start of the run. */
    public long now() {
        return System.nanoTime() - origin;
    }

    Cluster cluster() {
        return cluster;
    }

    Pace pace() {
        return pace;
    }

    Phase phase() {
        return phase;
    }

    boolean ended() {
        return ended;
    }

    void wrote(String key) {
        written.add(key);
    }

    /** A key that was written in this phase, if any was. */
    @Nullable
    String recentlyWritten(Random random) {
        Object[] now = written.toArray();
        return now.length == 0 ? null : (String) now[random.nextInt(now.length)];
    }

    /** The class of an exception without its package and message, or the words as they are. */
    private static String reason(String text) {
        String first = text.split(":", 2)[0];
        return first.substring(first.lastIndexOf('.') + 1);
    }

    void record(Operation operation, Answer answer) {
        history.add(operation);
        if (!answer.known()) {
            failures.merge(reason(answer.text()), 1, Integer::sum);
        }
    }
}
