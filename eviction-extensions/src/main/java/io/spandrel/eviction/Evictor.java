package io.spandrel.eviction;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps any number of {@link BoundedMap}s together within one bound, by one policy.
 *
 * <p>Thread-safe. Reading takes no lock. A write takes the lock for one event, and for each victim; the bound holds
 * when the write returns, except for what other threads are still writing: at any moment the maps exceed the bound by
 * at most one entry for each thread inside a write or an eviction (plus {@link Bound#slack}).
 *
 * @param <K> key
 * @param <V> value
 */
public final class Evictor<K, V> {

    /*
     * Maps change first, under their own lock for the key; the event follows under `lock`, where Holdings keeps account.
     *
     * A map may be handed over to another evictor. Its entries are replaced by fresh ones of another class on the way, so no
     * entry is ever known to two. An event that reaches the evictor the map has left is passed on; the removal of an entry
     * that had left the map before that did, but was not reported yet, is passed back.
     *
     * Lock order: `lock` before a map's lock, never the other way. Values leave the maps, and listeners run, outside
     * `lock`.
     */
    private static final int SPINS = 64;

    private final Bound<K, V> bound;
    private final EvictionEvents<? super K, ? super V> events;
    private final @Nullable MissRatioCurve curve;
    private final ReentrantLock lock = new ReentrantLock();
    private final Holdings<K, V> holdings;
    private final AtomicLong evictions = new AtomicLong();
    private final RecentEvictions recent = new RecentEvictions();
    private final AtomicReference<@Nullable CompletableFuture<Long>> requested = new AtomicReference<>();
    private final Consumer<PolicyEntry> replay;
    private volatile @Nullable HitBuffer hits;

    public Evictor(Bound<K, V> bound, EvictionEvents<? super K, ? super V> events) {
        this(bound, events, null);
    }

    /** An evictor that also shows {@code curve}, unless null, all requests. */
    public Evictor(Bound<K, V> bound, EvictionEvents<? super K, ? super V> events, @Nullable MissRatioCurve curve) {
        this.bound = bound;
        this.events = events;
        this.curve = curve;
        this.holdings = new Holdings<>(this, bound, events);
        this.replay = holdings::hit;
    }

    /** Name of the policy now in force; {@code lru} after another has failed. */
    public String policyName() {
        return holdings.policy().name();
    }

    /** The bound, in entries or weight. */
    public long capacity() {
        return holdings.capacity();
    }

    /** What counts against the bound now. */
    public long weight() {
        return holdings.weight();
    }

    /** Entries held now. */
    public long entries() {
        return holdings.entries();
    }

    /** Entries evicted so far. */
    public long evictions() {
        return evictions.get();
    }

    /**
     * How many of the evictions were of a key that a read asked for, in vain, before as many further entries were evicted as are
     * held; an estimate above 512 entries.
     */
    public long prematureEvictions() {
        return recent.premature();
    }

    /** How often a policy misbehaved and was replaced. */
    public int policyFailures() {
        return holdings.policyFailures();
    }

    /** Changes the bound, and evicts what is too much before returning. */
    public void resize(long newCapacity) {
        if (newCapacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + newCapacity);
        }
        enter();
        try {
            holdings.resize(newCapacity);
        } finally {
            leave();
        }
        if (curve != null) {
            curve.resize(newCapacity);
        }
        evict(Long.MAX_VALUE, 0);
    }

    /** What the hit ratio would be with other bounds; null: nobody watches. */
    public @Nullable CurveSnapshot curve() {
        return curve == null ? null : curve.snapshot();
    }

    /**
     * What the policy {@code auto} has chosen and why, but for its latest requests, see {@link ChoiceSnapshot}; null if it is
     * not in force. Takes no lock.
     */
    public @Nullable ChoiceSnapshot choice() {
        return holdings.policy().choice();
    }

    /**
     * Tells {@code told} of each change of candidate from now on, if the policy is {@code auto}.
     *
     * @param told called under the eviction lock: it must be quick, not throw and not touch the maps
     */
    public void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        enter();
        try {
            holdings.onSwitch(told);
        } finally {
            leave();
        }
    }

    /** Hands all entries to another policy, in the order the present one would have evicted them. */
    public void switchTo(EvictionPolicyFactory factory) {
        enter();
        try {
            holdings.switchTo(factory);
        } finally {
            leave();
        }
    }

    /**
     * Brings the maps within the bound soon, in the background; never blocks. Requests that have not begun are
     * answered together.
     *
     * @return completes with the number of entries evicted
     */
    public CompletionStage<Long> evictNow() {
        CompletableFuture<Long> mine = new CompletableFuture<>();
        CompletableFuture<Long> pending = requested.compareAndExchange(null, mine);
        if (pending != null) {
            return pending.minimalCompletionStage();
        }
        try {
            bound.executor().execute(() -> {
                requested.set(null);
                try {
                    mine.complete(evict(Long.MAX_VALUE, 0));
                } catch (RuntimeException | Error e) {
                    mine.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            requested.set(null);
            mine.completeExceptionally(e);
        }
        return mine.minimalCompletionStage();
    }

    /** One background cycle: evicts down to the bound, but not more than {@link Bound#evictionsMax}. */
    public long runCycle() {
        return evict(bound.evictionsMax(), 0);
    }

    /** Makes the policy see all hits so far that were not dropped. */
    public void flush() {
        enter();
        leave();
    }

    /**
     * Gives maps of this evictor to another one, with the entries they hold; the two policies must have entries of different
     * classes. Readers and writers may go on meanwhile; maps move back and forth between the same two, by one thread at a time.
     *
     * @param order the order in which {@code heir} takes the entries; the first is the oldest to it
     */
    public void handOver(
            Collection<? extends BoundedMap<K, V>> leaving, Evictor<K, V> heir, Comparator<? super PolicyEntry> order) {
        List<PolicyEntry> inherited = release(leaving, heir);
        inherited.sort(order);
        for (PolicyEntry tooHeavy : heir.adopt(leaving, inherited)) {
            heir.discard(tooHeavy, heir.events);
        }
        heir.evict(Long.MAX_VALUE, 0);
    }

    // ---- for BoundedMap ----

    void opened(BoundedMap<K, V> map) {
        enter();
        try {
            holdings.open(map);
        } finally {
            leave();
        }
    }

    /** Forgets the entries of {@code map}, which leaves for good. */
    void closed(BoundedMap<K, V> map) {
        boolean mine;
        enter();
        try {
            mine = map.belongsTo(this);
            if (mine) {
                holdings.close(map);
            }
        } finally {
            leave();
        }
        if (!mine) {
            map.close();
        } else if (curve != null) {
            map.entriesNow().forEach(entry -> curve.removed(BoundedMap.keyOf(entry)));
        }
    }

    PolicyEntry newEntry(K key, V value, BoundedMap<K, V> home) {
        PolicyEntry entry = holdings.policy().newEntry();
        entry.key = key;
        entry.value = value;
        entry.home = home;
        return entry;
    }

    /** Fails with the weigher's explanation if an entry cannot be weighed. */
    void checkWeight(K key, V value) {
        if (bound.weigher() != null) {
            holdings.weigh(key, value);
        }
    }

    /** Whether entries differ in weight, so that a value changed in place has to be weighed again. */
    boolean weighs() {
        return bound.weigher() != null;
    }

    void missed(Object key) {
        recent.missed(key, evictions.get(), holdings.entries());
        if (curve != null) {
            curve.missed(key);
        }
    }

    /** Every entry of every map is gone, those evicted before included. */
    public void cleared() {
        recent.cleared();
        if (curve != null) {
            curve.cleared();
        }
    }

    void hit(Object key, PolicyEntry entry) {
        if (curve != null) {
            curve.hit(key, entry.weight);
        }
        touch(entry);
    }

    void inserted(PolicyEntry entry) {
        PolicyEntry victim = null;
        boolean mine;
        enter();
        try {
            mine = isMine(entry);
            if (mine) {
                victim = holdings.admit(entry);
            }
        } finally {
            leave();
        }
        if (!mine) {
            BoundedMap.homeOf(entry).evictor().inserted(entry);
            return;
        }
        recent.written(BoundedMap.keyOf(entry));
        if (curve != null) {
            curve.written(BoundedMap.keyOf(entry), entry.weight);
        }
        finishWrite(victim);
    }

    void updated(PolicyEntry entry) {
        if (bound.weigher() == null && overwritten(entry)) {
            return;
        }
        PolicyEntry victim = null;
        boolean mine;
        enter();
        try {
            mine = isMine(entry);
            if (mine) {
                victim = holdings.reweigh(entry);
            }
        } finally {
            leave();
        }
        if (!mine) {
            BoundedMap.homeOf(entry).evictor().updated(entry);
            return;
        }
        if (curve != null) {
            curve.written(BoundedMap.keyOf(entry), entry.weight);
        }
        finishWrite(victim);
    }

    /** Reports a new value of the same weight without the lock, if the policy allows that; returns whether it does. */
    private boolean overwritten(PolicyEntry entry) {
        EvictionPolicy.Overwrite meaning = holdings.policy().overwrite();
        if (meaning == EvictionPolicy.Overwrite.EVENT) {
            return false;
        }
        if (meaning == EvictionPolicy.Overwrite.HIT) {
            touch(entry);
        }
        if (curve != null) {
            curve.written(BoundedMap.keyOf(entry), entry.weight);
        }
        return true;
    }

    void removed(PolicyEntry entry) {
        BoundedMap<K, V> home = BoundedMap.<K, V>homeOf(entry);
        Evictor<K, V> before = null;
        boolean mine;
        enter();
        try {
            mine = isMine(entry);
            before = mine && !holdings.policy().owns(entry) ? home.previous() : null;
            if (mine && before == null) {
                holdings.retire(entry);
            }
        } finally {
            leave();
        }
        if (!mine) {
            home.evictor().removed(entry);
            return;
        }
        if (before != null) {
            before.abandon(entry);
        }
        if (curve != null) {
            curve.removed(BoundedMap.keyOf(entry));
        }
    }

    /** An entry left its map before the map left us, but its removal is heard of only now. */
    private void abandon(PolicyEntry entry) {
        enter();
        try {
            holdings.retire(entry);
        } finally {
            leave();
        }
    }

    /** Lets {@code entry} leave by another's choice; returns whether it was still there. */
    boolean evict(PolicyEntry entry, EvictionEvents<? super K, ? super V> told) {
        removed(entry);
        return discard(entry, told);
    }

    // ---- without the lock ----

    private void finishWrite(@Nullable PolicyEntry victim) {
        if (victim != null) {
            evictFrom(victim, bound.evictionsMax(), bound.slack());
            if (holdings.exceeds(bound.slack())) {
                evictNow();
            }
        }
    }

    private long evict(long most, long allowance) {
        PolicyEntry victim = nextVictim(allowance);
        return victim == null ? 0 : evictFrom(victim, most, allowance);
    }

    /** Evicts {@code first} and as many others as the bound asks for, {@code most} in all; returns how many left. */
    private long evictFrom(PolicyEntry first, long most, long allowance) {
        long evicted = 0;
        PolicyEntry victim = first;
        for (long tries = 1; victim != null; tries++) {
            if (discard(victim, events)) {
                evicted++;
            }
            victim = tries < most ? nextVictim(allowance) : null;
        }
        return evicted;
    }

    private boolean discard(PolicyEntry victim, EvictionEvents<? super K, ? super V> told) {
        boolean left = BoundedMap.<K, V>homeOf(victim).discard(victim, told);
        if (left) {
            recent.evicted(BoundedMap.keyOf(victim), evictions.incrementAndGet(), holdings.entries());
        }
        return left;
    }

    private @Nullable PolicyEntry nextVictim(long allowance) {
        if (!holdings.mayHaveSurplus(allowance)) {
            return null;
        }
        enter();
        try {
            return holdings.surplus(allowance);
        } finally {
            leave();
        }
    }

    private void touch(PolicyEntry entry) {
        if (holdings.policy().touch(entry)) {
            buffer(entry);
        }
    }

    private void buffer(PolicyEntry entry) {
        HitBuffer buffer = hits;
        if (buffer == null) {
            buffer = openBuffer();
        }
        if (buffer.offer(entry) && lock.tryLock()) {
            try {
                buffer.drainOwn(replay);
            } finally {
                lock.unlock();
            }
        }
    }

    private HitBuffer openBuffer() {
        synchronized (replay) { // not `lock`: a reader may hold a map's lock
            HitBuffer buffer = hits;
            if (buffer == null) {
                buffer = new HitBuffer(Runtime.getRuntime().availableProcessors());
                hits = buffer;
            }
            return buffer;
        }
    }

    // ---- under the lock ----

    private void enter() {
        for (int i = 0; !lock.tryLock(); i++) {
            if (i == SPINS) {
                lock.lock();
                break;
            }
            Thread.onSpinWait();
        }
        replayHits();
        holdings.contain();
    }

    private void leave() {
        try {
            holdings.contain();
        } finally {
            lock.unlock();
        }
    }

    private void replayHits() {
        HitBuffer buffer = hits;
        if (buffer != null) {
            buffer.drain(replay);
        }
    }

    private List<PolicyEntry> release(Collection<? extends BoundedMap<K, V>> leaving, Evictor<K, V> heir) {
        enter();
        try {
            return holdings.release(leaving, heir);
        } finally {
            leave();
        }
    }

    private List<PolicyEntry> adopt(Collection<? extends BoundedMap<K, V>> arriving, List<PolicyEntry> inherited) {
        enter();
        try {
            return holdings.adopt(arriving, inherited);
        } finally {
            leave();
        }
    }

    /** Whether the entry's map is one of ours; settled only under the lock. */
    private boolean isMine(PolicyEntry entry) {
        return BoundedMap.homeOf(entry).belongsTo(this);
    }

    /** Fails unless accounts and maps agree; for tests, when no other thread writes. */
    public void checkInvariants() {
        flush();
        holdings.checkInvariants();
    }
}
