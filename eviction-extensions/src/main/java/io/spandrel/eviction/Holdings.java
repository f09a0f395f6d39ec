package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Evictor} holds: the entries of its maps, its policy, and the accounts of both.
 *
 * <p>Changed under the evictor's lock only. Accounts and policy may be read, and entries made and touched, by any thread.
 */
final class Holdings<K, V> {

    /*
     * Events of one entry may arrive out of order, and an entry's state tells what still makes sense: CREATED before its
     * insert event, ALIVE while the policy holds it, DEAD afterwards. A DEAD entry may still stand in its map for the moment
     * between losing its place in the policy and leaving the map.
     *
     * Invariants
     *   I1  `entries` and `weight` are the number and sum of weights of ALIVE entries.
     *   I2  the policy holds exactly the ALIVE entries, all of its own class.
     *   I3  every entry of an open map is ALIVE, or its event or removal is on its way.
     */
    private final Evictor<K, V> evictor;
    private final Bound<K, V> bound;
    private final EvictionEvents<? super K, ? super V> events;
    private final Set<BoundedMap<K, V>> maps = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong weight = new AtomicLong();
    private volatile GuardedPolicy policy;
    private volatile long capacity;
    private volatile int policyFailures;
    private volatile boolean unfinished;

    /** Nothing yet, for maps of {@code evictor}. */
    Holdings(Evictor<K, V> evictor, Bound<K, V> bound, EvictionEvents<? super K, ? super V> events) {
        this.evictor = evictor;
        this.bound = bound;
        this.events = events;
        this.capacity = bound.capacity();
        this.policy = GuardedPolicy.create(bound.policy(), settings());
    }

    // ---- by any thread ----

    GuardedPolicy policy() {
        return policy;
    }

    long capacity() {
        return capacity;
    }

    long entries() {
        return entries.get();
    }

    long weight() {
        return weight.get();
    }

    int policyFailures() {
        return policyFailures;
    }

    /** Whether more is held than capacity and {@code allowance}. */
    boolean exceeds(long allowance) {
        return weight.get() > capacity + allowance;
    }

    /** Whether {@link #surplus} might find something. */
    boolean mayHaveSurplus(long allowance) {
        return unfinished || exceeds(allowance);
    }

    /** Fails with the weigher's explanation if an entry cannot be weighed. */
    int weigh(K key, V value) {
        return Math.max(0, Objects.requireNonNull(bound.weigher()).applyAsInt(key, value));
    }

    // ---- maps, under the lock ----

    void open(BoundedMap<K, V> map) {
        maps.add(map);
    }

    /** Forgets a map for good, and its entries. */
    void close(BoundedMap<K, V> map) {
        maps.remove(map);
        map.markClosed();
        map.entriesNow().forEach(this::retire);
    }

    /** Takes leave of maps, which go to {@code heir}, and their entries, which all are dead afterwards; returns those entries. */
    List<PolicyEntry> release(Collection<? extends BoundedMap<K, V>> leaving, Evictor<K, V> heir) {
        List<PolicyEntry> released = new ArrayList<>();
        for (BoundedMap<K, V> map : leaving) {
            if (maps.remove(map)) {
                List<PolicyEntry> present = new ArrayList<>(map.entriesNow());
                present.forEach(this::retire);
                map.moveTo(heir);
                released.addAll(present);
            }
        }
        return released;
    }

    /** Takes maps in, and those of {@code inherited} that are still there; returns those that alone are too heavy. */
    List<PolicyEntry> adopt(Collection<? extends BoundedMap<K, V>> arriving, List<PolicyEntry> inherited) {
        List<PolicyEntry> tooHeavy = new ArrayList<>();
        for (BoundedMap<K, V> map : arriving) {
            if (map.belongsTo(evictor) && !map.isClosed()) {
                maps.add(map);
            }
        }
        for (PolicyEntry old : inherited) {
            PolicyEntry fresh = BoundedMap.homeOf(old).isClosed() ? null : exchange(old);
            if (fresh != null && !hold(fresh)) {
                tooHeavy.add(fresh);
            } else if (fresh != null && FollowedPolicy.wasRead(old) && policy.touch(fresh)) {
                policy.hit(fresh);
            }
        }
        return tooHeavy;
    }

    // ---- events of entries, under the lock ----

    /** Takes a new entry in; returns what has to leave for it, which is the entry itself if it alone is too heavy. */
    @Nullable
    PolicyEntry admit(PolicyEntry created) {
        if (created.state != PolicyEntry.CREATED) {
            return null;
        }
        if (BoundedMap.homeOf(created).isClosed()) {
            created.state = PolicyEntry.DEAD;
            return null;
        }
        PolicyEntry entry = policy.owns(created) ? created : exchange(created);
        return entry == null || hold(entry) ? surplus(bound.slack()) : entry;
    }

    /** An entry has another value; returns what has to leave for it. */
    @Nullable
    PolicyEntry reweigh(PolicyEntry entry) {
        if (!isHeld(entry)) {
            return null;
        }
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

    /** An entry was read some time ago. */
    void hit(PolicyEntry entry) {
        if (isHeld(entry)) {
            policy.hit(entry);
        }
    }

    /** An entry leaves, or has left. */
    void retire(PolicyEntry entry) {
        if (isHeld(entry)) {
            policy.remove(entry);
            letGo(entry);
        }
        entry.state = PolicyEntry.DEAD;
    }

    /** The next to leave, if the bound or the policy asks for it; {@link #mayHaveSurplus} says whether to ask again. */
    @Nullable
    PolicyEntry surplus(long allowance) {
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

    // ---- bound and policy, under the lock ----

    void resize(long newCapacity) {
        capacity = newCapacity;
        policy.resize(newCapacity);
    }

    /** Hands all entries to another policy, in the order the present one would have evicted them. */
    void switchTo(EvictionPolicyFactory factory) {
        replace(GuardedPolicy.create(factory, settings()), order());
    }

    /** Replaces a policy that has failed by LRU over the entries as they are. */
    void contain() {
        Throwable failure = policy.failure();
        if (failure != null) {
            String failed = policy.name();
            policyFailures++;
            replace(GuardedPolicy.lru(), order());
            events.policyFailed(failed, failure);
        }
    }

    void onSwitch(Consumer<ChoiceSnapshot.Switch> told) {
        policy.onSwitch(told);
    }

    /** Fails unless accounts and maps agree; for tests, when no other thread writes. */
    void checkInvariants() {
        List<PolicyEntry> present =
                maps.stream().flatMap(map -> map.entriesNow().stream()).toList();
        for (PolicyEntry entry : present) {
            if (!isHeld(entry)) {
                throw new IllegalStateException("in the map, but not held: " + entry);
            }
        }
        long weighed = present.stream().mapToLong(PolicyEntry::weight).sum();
        if (present.size() != entries.get() || weighed != weight.get()) {
            throw new IllegalStateException(
                    "maps hold " + present.size() + "/" + weighed + ", accounts say " + entries + "/" + weight);
        }
        if (weighed > capacity + bound.slack()) {
            throw new IllegalStateException("bound " + capacity + " exceeded: " + weighed);
        }
    }

    // ---- inside ----

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

    /** Whether the policy now in force holds {@code entry}, which may also come from a previous policy or a stranger. */
    private boolean isHeld(PolicyEntry entry) {
        return entry.state == PolicyEntry.ALIVE
                && policy.owns(entry)
                && entry.home != null
                && (entry.home.belongsTo(evictor) || entry.home.previous() == evictor);
    }

    /* Seldom changes, and shares a cache line with what every reader reads: so it is written only then. */
    private void askAgain(boolean again) {
        if (unfinished != again) {
            unfinished = again;
        }
    }

    /** All entries, first to be evicted first as far as the policy can say; it holds none of them afterwards. */
    private List<PolicyEntry> order() {
        List<PolicyEntry> order = new ArrayList<>();
        PolicyEntry victim = anyVictim();
        while (victim != null && isHeld(victim)) {
            letGo(victim);
            order.add(victim);
            victim = anyVictim();
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

    /** Who would leave next; a policy that wants more to leave may find nobody for that, and is asked again. */
    private @Nullable PolicyEntry anyVictim() {
        boolean wantedMore = policy.wantsMore();
        PolicyEntry victim = policy.victim();
        return victim == null && wantedMore ? policy.victim() : victim;
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
        return BoundedMap.homeOf(old).exchange(old);
    }

    private int weightOf(PolicyEntry entry) {
        return bound.weigher() == null ? 1 : weigh(BoundedMap.keyOf(entry), BoundedMap.valueOf(entry));
    }

    private PolicySettings settings() {
        return new PolicySettings(
                capacity,
                System.identityHashCode(evictor),
                entry -> bound.deadline().applyAsLong(BoundedMap.valueOf(entry)));
    }
}
