package io.spandrel.grid.infinispan.handoff;

import io.spandrel.configuration.HintedHandoffConfiguration;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.consistency.HintFigures;
import io.spandrel.grid.consistency.HintLimits;
import io.spandrel.grid.consistency.HintReplay;
import io.spandrel.grid.consistency.Hints;
import io.spandrel.grid.infinispan.deletes.Deletes;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.jmx.annotations.MBean;
import org.infinispan.jmx.annotations.ManagedAttribute;
import org.infinispan.jmx.annotations.MeasurementType;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;

/**
 * What this member owes others of a cache: remembers it, and pays it in the background until it is stopped. A component of the
 * cache, also a JMX bean and Micrometer gauges. Thread-safe.
 */
@MBean(objectName = "SpandrelHintedHandoff", description = "What this member owes owners that did not answer")
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class CacheHints {

    /*
     * Who is owed is known by its address, which is another one each time it starts: what it held is gone then, or is compared
     * with what the owners hold by state transfer, and nothing is owed to the address it had. An address that has left may come
     * back after a partition with all it held; so its hints are kept, for as long as the window lets them.
     *
     * A member counts as seen when it answers, and while it is in the view.
     */
    private static final Duration SOON = Duration.ofMillis(50);

    private static final long NO_MOMENT = -1;

    private final LocalMember member;
    private final String cache;
    private final Duration interval;
    private final Duration window;
    private final long bytesMax;
    private final ExecutorTimers timers;
    private final Hints<Address, Object> hints;
    private final HintReplay<Address, Object> replay;
    private final HintPayments payments;
    private final Map<Address, Owed> owed = new ConcurrentHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean stopped;

    CacheHints(
            LocalMember member,
            String cache,
            HintedHandoffConfiguration settings,
            HintPayments payments,
            ExecutorTimers timers) {
        this.member = member;
        this.cache = cache;
        this.interval = settings.replayInterval();
        this.window = settings.window();
        this.bytesMax = settings.maxMemory();
        this.timers = timers;
        this.payments = payments;
        this.hints = new Hints<>(
                new HintLimits(settings.maxHintsPerMember(), settings.maxHints(), bytesMax, window), Deletes::bytes);
        this.replay = new HintReplay<>(hints, payments, this::now, settings.throttle());
    }

    /** Begins to pay every interval. */
    void start() {
        timers.schedule(this::tick, interval);
    }

    /** Pays nothing any more; what is owed is lost with this member's part of the cache. */
    void stop() {
        stopped = true;
        replay.stop();
        hints.standings(now()).keySet().forEach(hints::forget);
        owed.clear();
    }

    /** Remembers whom a write of a key has left without it. */
    public Debts<Address> debts(Object key, int segment, long version) {
        return new Debts<>() {
            @Override
            public void owe(Address to) {
                CacheHints.this.owe(to, key, version);
            }

            @Override
            public void settle(Address to) {
                hints.settle(to, key, version);
                answered(to);
            }
        };
    }

    private void owe(Address to, Object key, long version) {
        long now = now();
        Owed known = note(to, now);
        if (member.peers().view().contains(to)) {
            known.lastSeen = now;
            hints.seen(to, now);
        }
        hints.owe(to, key, version, now);
    }

    private Owed note(Address to, long now) {
        return owed.computeIfAbsent(to, address -> new Owed(member.identities().name(address), now));
    }

    /** A member has answered anything at all. Cheap for those that are owed nothing. */
    public void answered(Address from) {
        if (!owed.isEmpty() && owed.containsKey(from)) {
            hints.seen(from, now());
            if (replay.silent(from)) {
                replay.answered(from);
            }
            wake();
        }
    }

    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        if (!event.isPre() && !owed.isEmpty()) {
            wake();
        }
    }

    /** Pays as soon as may be; often called at once, it is done once. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            timers.schedule(this::pay, SOON);
        }
    }

    private void tick() {
        if (!stopped) {
            long now = now();
            hints.members().forEach(address -> note(address, now));
            look(now);
            hints.expire(now);
            owed.forEach(this::lookForRepair);
            tell(hints.standings(now));
            pay();
            timers.schedule(this::tick, interval);
        }
    }

    /*
     * The moment is asked for when the member is marked already: a comparison that begins after it sees all that was not
     * remembered up to the mark. If there is another mark by then, it begins anew.
     */
    private void lookForRepair(Address to, Owed known) {
        long mark = hints.needsRepair(to);
        if (mark == 0 || known.asking || !member.peers().view().contains(to)) {
            return;
        }
        long since = known.mark == mark ? known.moment : NO_MOMENT;
        known.asking = true;
        payments.compared(to, since).whenComplete((reply, failure) -> {
            if (reply != null && since == NO_MOMENT) {
                known.moment = reply.moment();
                known.mark = mark;
            } else if (reply != null && reply.agreed()) {
                hints.repaired(to, mark);
            }
            known.asking = false;
        });
    }

    private void pay() {
        woken.set(false);
        if (!stopped && replay.run()) {
            wake();
        }
    }

    /** Takes note of who is there, and forgets who will not come back. */
    private void look(long now) {
        List<Address> view = member.peers().view();
        owed.forEach((address, known) -> {
            if (view.contains(address)) {
                known.name = member.identities().name(address);
                known.lastSeen = now;
                hints.seen(address, now);
            } else if (!payments.expected(address)
                    && (isBack(known.name, view) || now - known.lastSeen >= window.toMillis())) {
                hints.forget(address);
                owed.remove(address);
            }
        });
    }

    /** Tells what has changed since the last interval: what is paid in less is no news. */
    private void tell(Map<Address, Hints.Standing> standings) {
        owed.forEach((address, known) -> {
            Hints.Standing standing = standings.get(address);
            boolean owing = standing != null && standing.pending() > 0;
            boolean marked = standing != null && standing.needsRepair();
            if (owing != known.owing) {
                event(owing ? "hints are kept for " + known.name : "no hints are kept for " + known.name + " any more");
            }
            if (marked != known.marked) {
                event(
                        marked
                                ? "hints for " + known.name + " were let go; it needs repair"
                                : "a comparison of owners has repaired " + known.name);
            }
            known.owing = owing;
            known.marked = marked;
            if (standing == null) {
                owed.remove(address);
            }
        });
    }

    private void event(String text) {
        member.history().record(GridEvent.Kind.HANDOFF, cache, text);
    }

    private boolean isBack(String name, List<Address> view) {
        return view.stream()
                .anyMatch(address -> member.identities().name(address).equals(name));
    }

    /** Stops payments to a member; hints are still made. */
    public void pause(String name) {
        long now = now();
        addresses(name).forEach(address -> {
            note(address, now);
            hints.pause(address, now);
        });
    }

    public void resume(String name) {
        addresses(name).forEach(hints::resume);
        wake();
    }

    /** Drops what a member is owed, which needs repair from then on; completes with the hints dropped. */
    public long drop(String name) {
        long before = hints.figures(now()).dropped();
        addresses(name).forEach(hints::drop);
        return hints.figures(now()).dropped() - before;
    }

    /* Nobody owes itself anything. A name has several addresses if the member has been started again while its former one is still expected. */
    private Set<Address> addresses(String name) {
        Set<Address> addresses = new LinkedHashSet<>();
        member.peers().others().stream()
                .filter(address -> member.identities().name(address).equals(name))
                .forEach(addresses::add);
        owed.forEach((address, known) -> {
            if (known.name.equals(name)) {
                addresses.add(address);
            }
        });
        return addresses;
    }

    /** What became of hints, and how those stand that are owed something. */
    public HandoffReport report() {
        long now = now();
        HintFigures figures = hints.figures(now);
        List<HandoffReport.Target> targets = new ArrayList<>();
        hints.standings(now)
                .forEach((address, standing) -> targets.add(new HandoffReport.Target(
                        name(address),
                        standing.pending(),
                        standing.oldest().toMillis(),
                        standing.paused(),
                        standing.needsRepair())));
        return new HandoffReport(
                figures.pending(),
                figures.bytes(),
                bytesMax,
                figures.oldest().toMillis(),
                window.toMillis(),
                replay.bytesPerSecond(),
                figures.created(),
                figures.succeeded(),
                figures.failed(),
                figures.expired(),
                figures.dropped(),
                targets);
    }

    @ManagedAttribute(description = "Hints kept now", displayName = "Hints pending")
    public long getHintsPending() {
        return figures().pending();
    }

    @ManagedAttribute(description = "What the hints take with their keys, in bytes", displayName = "Hint memory")
    public long getHintsBytes() {
        return figures().bytes();
    }

    @ManagedAttribute(
            description = "Hints made",
            displayName = "Hints created",
            measurementType = MeasurementType.TRENDSUP)
    public long getHintsCreated() {
        return figures().created();
    }

    @ManagedAttribute(
            description = "Hints paid",
            displayName = "Hints succeeded",
            measurementType = MeasurementType.TRENDSUP)
    public long getHintsSucceeded() {
        return figures().succeeded();
    }

    @ManagedAttribute(
            description = "Attempts to pay that brought no confirmation",
            displayName = "Hints failed",
            measurementType = MeasurementType.TRENDSUP)
    public long getHintsFailed() {
        return figures().failed();
    }

    @ManagedAttribute(
            description = "Hints that the window has closed on",
            displayName = "Hints expired",
            measurementType = MeasurementType.TRENDSUP)
    public long getHintsExpired() {
        return figures().expired();
    }

    @ManagedAttribute(
            description = "Hints not kept because of a limit, not owed any more, or dropped",
            displayName = "Hints dropped",
            measurementType = MeasurementType.TRENDSUP)
    public long getHintsDropped() {
        return figures().dropped();
    }

    @ManagedAttribute(description = "Age of the oldest hint in ms, 0 if there is none", displayName = "Oldest hint")
    public long getOldestHint() {
        return figures().oldest().toMillis();
    }

    @ManagedAttribute(
            description = "Members that may lack something that no hint is kept for",
            displayName = "Members that need repair")
    public long getTargetsThatNeedRepair() {
        return hints.standings(now()).values().stream()
                .filter(Hints.Standing::needsRepair)
                .count();
    }

    /** Hints of members that are there and own a part of the cache, and are not paused: those that are paid soon. */
    public long payable() {
        return hints.standings(now()).entrySet().stream()
                .filter(owing ->
                        payments.present(owing.getKey()) && !owing.getValue().paused())
                .mapToLong(owing -> owing.getValue().pending())
                .sum();
    }

    private HintFigures figures() {
        return hints.figures(now());
    }

    private String name(Address address) {
        Owed known = owed.get(address);
        return known == null ? member.identities().name(address) : known.name;
    }

    HintReplay<Address, Object> replay() {
        return replay;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(timers.nanoTime());
    }

    private static final class Owed {
        private volatile String name;
        private volatile long lastSeen;

        /** What was told last; used in one thread at a time. */
        private volatile boolean owing;

        private volatile boolean marked;

        /** The mark for which a moment is known, see {@link #lookForRepair}. */
        private volatile long mark;

        private volatile long moment;
        private volatile boolean asking;

        Owed(String name, long now) {
            this.name = name;
            this.lastSeen = now;
        }
    }
}
