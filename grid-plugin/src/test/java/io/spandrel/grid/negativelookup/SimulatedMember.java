package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A member of the simulated grid: its keys, its clock, and both sides of subscriptions. */
final class SimulatedMember implements Timers, SubscriptionPeers<Integer, Set<Long>> {

    final int id;
    final Set<Long> keys = new HashSet<>();

    /** Keys that its backups are given, and it has not put yet. */
    final List<Long> coming = new ArrayList<>();

    final Subscribers<Integer, Set<Long>> subscribers;
    final FilterCopies<Integer, Set<Long>> copies;
    SimulatedTopology topology;
    boolean isolated;
    boolean dead;
    long pausedUntil;

    private final SimulatedGrid grid;
    private final double rate;

    SimulatedMember(int id, SimulatedGrid grid, double rate, SimulatedTopology topology) {
        this.id = id;
        this.grid = grid;
        this.rate = rate;
        this.topology = topology;
        this.subscribers = new Subscribers<>(
                id, SimulatedGrid.SEGMENTS, this, this, SimulatedGrid.LEASE, () -> this.topology, this::content);
        this.copies = new FilterCopies<>(
                SimulatedGrid.SEGMENTS,
                this,
                this,
                SimulatedGrid.LEASE,
                SimulatedGrid.POLICY,
                () -> this.topology,
                content -> new KeyCopy(content, grid.fault != SimulatedGrid.Fault.FORGETS_WHAT_IT_CONFIRMED),
                0);
    }

    boolean runs() {
        return !dead && grid.time.now() >= pausedUntil;
    }

    /** Runs something here as soon as this member runs, if it ever does. */
    void deliver(Runnable action) {
        if (dead) {
            return;
        }
        if (runs()) {
            action.run();
        } else {
            grid.time.at(pausedUntil, () -> deliver(action));
        }
    }

    void put(long key) {
        if (keys.add(key)) {
            subscribers.appeared(SimulatedGrid.segment(key), key);
        }
    }

    void remove(long key) {
        keys.remove(key);
    }

    private @Nullable Set<Long> content(int segment) {
        Set<Long> content = new HashSet<>(keys);
        content.removeIf(key -> SimulatedGrid.segment(key) != segment);
        return content;
    }

    @Override
    public long nanoTime() {
        return (long) (grid.time.now() * rate);
    }

    @Override
    public void execute(Runnable task) {
        grid.time.after(grid.random.nextInt(20_000), () -> deliver(task));
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        grid.time.after((long) (delay.toNanos() / rate) + 1, () -> deliver(task));
    }

    @Override
    public CompletionStage<@Nullable Set<Long>> subscribe(Integer owner, Subscription subscription) {
        return grid.call(this, owner, there -> there.subscribers.subscribe(id, subscription));
    }

    @Override
    public CompletionStage<Boolean> renew(Integer owner, long session) {
        return grid.call(this, owner, there -> there.subscribers.renew(id, session));
    }

    @Override
    public void unsubscribe(Integer owner, Subscription subscription) {
        grid.call(this, owner, there -> {
            there.subscribers.unsubscribe(id, subscription);
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> announce(Integer subscriber, Announcement announcement) {
        return grid.call(this, subscriber, there -> there.copies.announce(id, announcement));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> fence(Integer member, int topologyId) {
        return grid.call(this, member, there -> {
            there.copies.release(topologyId);
            return there.subscribers.raiseFloor(topologyId);
        });
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** A copy that knows its keys exactly, and takes new ones in unless it is told not to. */
    private record KeyCopy(Set<Long> keys, boolean grows) implements FilterCopy {

        @Override
        public boolean mayContain(long hash) {
            return keys.contains(hash);
        }

        @Override
        public void add(long hash) {
            if (grows) {
                keys.add(hash);
            }
        }

        @Override
        public long bytes() {
            return 16 + 8L * keys.size();
        }
    }
}
