package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
     * Maps change first, under their own lock for the key; the event follows under `lock`. Events of one entry may
     * therefore arrive out of order, and an entry's state tells what still makes sense: CREATED before its insert
     * event, ALIVE while the policy holds it, DEAD afterwards. A DEAD entry may still stand in its map for the moment
     * between losing its place in the policy and leaving the map.
     *
     * A map may be handed over to another evictor. Its entries are replaced by fresh ones of another class on the way, so no
     * entry is ever known to two. An event that reaches the evictor the map has left is passed on; the removal of an entry
     * that had left the map before that did, but was not reported yet, is passed back.
     *
     * Lock order: `lock` before a map's lock, never the other way. Values leave the maps, and listeners run, outside
     * `lock`.
     *
     * Invariants (under lock)
     *   I1  `entries` and `weight` are the number and sum of weights of ALIVE entries.
     *   I2  the policy holds exactly the ALIVE entries, all of its own class.
     *   I3  every entry of an open map is ALIVE, or its event or removal is on its way.
     */
    private static final int SPINS = 64;

    private final Bound<K, V> bound;
    private final EvictionEvents<? super K, ? super V> events;
    private final @Nullable MissRatioCurve curve;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<BoundedMap<K, V>> maps = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private final AtomicReference<@Nullable CompletableFuture<Long>> requested = new AtomicReference<>();
    private volatile GuardedPolicy policy;
    private volatile long capacity;
    private volatile int policyFailures;
    private volatile boolean unfinished;
    private volatile @Nullable HitBuffer hits;
    private final Consumer<PolicyEntry> replay = this::replay;

    public Evictor(Bound<K, V> bound, EvictionEvents<? super K, ? super V> events) {
        this(bound, events, null);
    }

    /** An evictor that also shows {@code curve}, unless null, all requests. */
    public Evictor(Bound<K, V> bound, EvictionEvents<? super K, ? super V> events, @Nullable MissRatioCurve curve) {
        this.bound = bound;
        this.events = events;
        this.curve = curve;
        this.capacity = bound.capacity();
        this.policy = GuardedPolicy.create(bound.policy(), settings());
    }

    /** Name of the policy now in force; {@code lru} after another has failed. */
    public String policyName() {
        return policy.name();
    }

    /** The bound, in entries or weight. */
    public long capacity() {
        return capacity;
    }

    /** What counts against the bound now. */
    public long weight() {
        return weight.get();
    }

    /** Entries held now. */
    public long entries() {
        return entries.get();
    }

    /** Entries evicted so far. */
    public long evictions() {
        return evictions.get();
    }

    /** How often a policy misbehaved and was replaced. */
    public int policyFailures() {
        return policyFailures;
    }

    /** Changes the bound, and evicts what is too much before returning. */
    public void resize(long newCapacity) {
        if (newCapacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + newCapacity);
        }
        enter();
        try {
            capacity = newCapacity;
            policy.resize(newCapacity);
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
        return policy.choice();
    }

    /**
     * Tells {@code told} of each change of candidate from now on, if the policy is {@code auto}.
     *
     * @param told called under the eviction lock: it must be quick, not throw and not touch the maps
     */
    public void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        enter();
        try {
            policy.onSwitch(told);
        } finally {
            leave();
        }
    }

    /** Hands all entries to another policy, in the order the present one would have evicted them. */
    public void switchTo(EvictionPolicyFactory factory) {
        enter();
        try {
            replace(GuardedPolicy.create(factory, settings()), order());
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
            maps.add(map);
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
                maps.remove(map);
                map.markClosed();
                map.entriesNow().forEach(this::retire);
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
        PolicyEntry entry = policy.newEntry();
        entry.key = key;
        entry.value = value;
        entry.home = home;
        return entry;
    }

    /** Fails with the weigher's explanation if an entry cannot be weighed. */
    void checkWeight(K key, V value) {
        if (bound.weigher() != null) {
            weigh(key, value);
        }
    }

    /** Whether entries differ in weight, so that a value changed in place has to be weighed again. */
    boolean weighs() {
        return bound.weigher() != null;
    }

    void missed(Object key) {
        if (curve != null) {
            curve.missed(key);
        }
    }

    /** Every entry of every map is gone, those evicted before included. */
    public void cleared() {
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
                victim = admit(entry);
            }
        } finally {
            leave();
        }
        if (!mine) {
            homeOf(entry).evictor().inserted(entry);
            return;
        }
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
            if (mine && isHeld(entry)) {
                victim = reweigh(entry);
            }
        } finally {
            leave();
        }
        if (!mine) {
            homeOf(entry).evictor().updated(entry);
            return;
        }
        if (curve != null) {
            curve.written(BoundedMap.keyOf(entry), entry.weight);
        }
        finishWrite(victim);
    }

    /** Reports a new value of the same weight without the lock, if the policy allows that; returns whether it does. */
    private boolean overwritten(PolicyEntry entry) {
        EvictionPolicy.Overwrite meaning = policy.overwrite();
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
        BoundedMap<K, V> home = homeOf(entry);
        Evictor<K, V> before = null;
        boolean mine;
        enter();
        try {
            mine = isMine(entry);
            before = mine && !policy.owns(entry) ? home.previous() : null;
            if (mine && before == null) {
                retire(entry);
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
            retire(entry);
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
            if (weight.get() > capacity + bound.slack()) {
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
        boolean left = homeOf(victim).discard(victim, told);
        if (left) {
            evictions.incrementAndGet();
        }
        return left;
    }

    private @Nullable PolicyEntry nextVictim(long allowance) {
        if (!unfinished && weight.get() <= capacity + allowance) {
            return null;
        }
        enter();
        try {
            return surplus(allowance);
        } finally {
            leave();
        }
    }

    private void touch(PolicyEntry entry) {
        if (policy.touch(entry)) {
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
        contain();
    }

    private void leave() {
        try {
            contain();
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

    private void replay(PolicyEntry entry) {
        if (isHeld(entry)) {
            policy.hit(entry);
        }
    }

    /** Takes a new entry in; returns what has to leave for it, which is the entry itself if it alone is too heavy. */
    private @Nullable PolicyEntry admit(PolicyEntry created) {
        if (created.state != PolicyEntry.CREATED) {
            return null;
        }
        if (homeOf(created).isClosed()) {
            created.state = PolicyEntry.DEAD;
            return null;
        }
        PolicyEntry entry = policy.owns(created) ? created : exchange(created);
        return entry == null || hold(entry) ? surplus(bound.slack()) : entry;
    }

    private @Nullable PolicyEntry reweigh(PolicyEntry entry) {
        int before = entry.weight;
        int now = weightOf(entry);
        if (now > capacity) {
            retire(entry);
            return entry;
        }
        entry.weight = now;
        weight.setRelease(weight.getPlain() + now - before);
        policy.update(entry, before);
        return surplus(bound.slack());
    }

    /** Gives {@code entry} to the policy, unless it alone exceeds the capacity. */
    private boolean hold(PolicyEntry entry) {
        entry.weight = weightOf(entry);
        if (entry.weight > capacity) {
            entry.state = PolicyEntry.DEAD;
            return false;
        }
        entry.state = PolicyEntry.ALIVE;
        entries.setRelease(entries.getPlain() + 1);
        weight.setRelease(weight.getPlain() + entry.weight);
        policy.insert(entry);
        return true;
    }

    private void letGo(PolicyEntry entry) {
        entry.state = PolicyEntry.DEAD;
        entries.setRelease(entries.getPlain() - 1);
        weight.setRelease(weight.getPlain() - entry.weight);
    }

    private void retire(PolicyEntry entry) {
        if (isHeld(entry)) {
            policy.remove(entry);
            letGo(entry);
        }
        entry.state = PolicyEntry.DEAD;
    }

    /** Takes leave of maps and their entries, which all are dead afterwards; returns those entries. */
    private List<PolicyEntry> release(Collection<? extends BoundedMap<K, V>> leaving, Evictor<K, V> heir) {
        List<PolicyEntry> released = new ArrayList<>();
        enter();
        try {
            for (BoundedMap<K, V> map : leaving) {
                if (maps.remove(map)) {
                    List<PolicyEntry> present = new ArrayList<>(map.entriesNow());
                    present.forEach(this::retire);
                    map.moveTo(heir);
                    released.addAll(present);
                }
            }
        } finally {
            leave();
        }
        return released;
    }

    /** Takes maps in, and those of {@code inherited} that are still there; returns those that alone are too heavy. */
    private List<PolicyEntry> adopt(Collection<? extends BoundedMap<K, V>> arriving, List<PolicyEntry> inherited) {
        List<PolicyEntry> tooHeavy = new ArrayList<>();
        enter();
        try {
            for (BoundedMap<K, V> map : arriving) {
                if (map.belongsTo(this) && !map.isClosed()) {
                    maps.add(map);
                }
            }
            for (PolicyEntry old : inherited) {
                PolicyEntry fresh = homeOf(old).isClosed() ? null : exchange(old);
                if (fresh != null && !hold(fresh)) {
                    tooHeavy.add(fresh);
                } else if (fresh != null && FollowedPolicy.wasRead(old) && policy.touch(fresh)) {
                    policy.hit(fresh);
                }
            }
        } finally {
            leave();
        }
        return tooHeavy;
    }

    /** Whether the entry's map is one of ours; settled only under the lock. */
    private boolean isMine(PolicyEntry entry) {
        return homeOf(entry).belongsTo(this);
    }

    /** Whether the policy now in force holds {@code entry}, which may also come from a previous policy or a stranger. */
    private boolean isHeld(PolicyEntry entry) {
        return entry.state == PolicyEntry.ALIVE
                && policy.owns(entry)
                && entry.home != null
                && (entry.home.belongsTo(this) || entry.home.previous() == this);
    }

    /** The next to leave, if the bound or the policy asks for it; says in {@link #unfinished} whether to ask again. */
    private @Nullable PolicyEntry surplus(long allowance) {
        askAgain(false);
        while (entries.getPlain() > 0) {
            boolean over = weight.getPlain() > capacity + allowance;
            if (!over && !policy.wantsMore()) {
                return null;
            }
            PolicyEntry victim = policy.victim();
            if (victim != null && isHeld(victim)) {
                letGo(victim);
                askAgain(weight.getPlain() > capacity + allowance || policy.wantsMore());
                return victim;
            }
            if (victim == null && !over && policy.failure() == null) {
                return null;
            }
            policy.fail(new IllegalStateException(
                    victim == null
                            ? "no victim although the cache holds " + entries.getPlain() + " entries"
                            : "the victim is not held by the policy: " + victim));
            contain();
        }
        return null;
    }

    /* Seldom changes, and shares a cache line with what every reader reads: so it is written only then. */
    private void askAgain(boolean again) {
        if (unfinished != again) {
            unfinished = again;
        }
    }

    /** Replaces a policy that has failed by LRU over the entries as they are. */
    private void contain() {
        Throwable failure = policy.failure();
        if (failure != null) {
            String failed = policy.name();
            policyFailures++;
            replace(GuardedPolicy.lru(), order());
            events.policyFailed(failed, failure);
        }
    }

    /** All entries, first to be evicted first as far as the policy can say; it holds none of them afterwards. */
    private List<PolicyEntry> order() {
        List<PolicyEntry> order = new ArrayList<>();
        PolicyEntry victim = policy.victim();
        while (victim != null && isHeld(victim)) {
            letGo(victim);
            order.add(victim);
            victim = policy.victim();
        }
        for (BoundedMap<K, V> map : maps) {
            for (PolicyEntry entry : map.entriesNow()) {
                if (isHeld(entry)) {
                    letGo(entry);
                    order.add(entry);
                }
            }
        }
        return order;
    }

    private void replace(GuardedPolicy successor, List<PolicyEntry> order) {
        policy = successor;
        entries.setRelease(0);
        weight.setRelease(0);
        for (PolicyEntry old : order) {
            PolicyEntry fresh = exchange(old);
            if (fresh != null) {
                hold(fresh);
            }
        }
    }

    /** Puts an entry of the present policy's class in the place of {@code old}; null if that has left its map. */
    private @Nullable PolicyEntry exchange(PolicyEntry old) {
        old.state = PolicyEntry.DEAD;
        return homeOf(old).exchange(old);
    }

    private int weightOf(PolicyEntry entry) {
        if (bound.weigher() == null) {
            return 1;
        }
        return weigh(BoundedMap.keyOf(entry), BoundedMap.valueOf(entry));
    }

    private int weigh(K key, V value) {
        return Math.max(0, Objects.requireNonNull(bound.weigher()).applyAsInt(key, value));
    }

    private PolicySettings settings() {
        return new PolicySettings(
                capacity,
                System.identityHashCode(this),
                entry -> bound.deadline().applyAsLong(BoundedMap.valueOf(entry)));
    }

    @SuppressWarnings("unchecked") // entries stand only in maps of their evictor
    private BoundedMap<K, V> homeOf(PolicyEntry entry) {
        return (BoundedMap<K, V>) Objects.requireNonNull(entry.home);
    }

    /** Fails unless accounts and maps agree; for tests, when no other thread writes. */
    public void checkInvariants() {
        flush();
        long counted = 0;
        long weighed = 0;
        for (BoundedMap<K, V> map : maps) {
            for (PolicyEntry entry : map.entriesNow()) {
                if (!isHeld(entry)) {
                    throw new IllegalStateException("in the map, but not held: " + entry);
                }
                counted++;
                weighed += entry.weight;
            }
        }
        if (counted != entries.get() || weighed != weight.get()) {
            throw new IllegalStateException(
                    "maps hold " + counted + "/" + weighed + ", accounts say " + entries + "/" + weight);
        }
        if (weighed > capacity + bound.slack()) {
            throw new IllegalStateException("bound " + capacity + " exceeded: " + weighed);
        }
    }
}
