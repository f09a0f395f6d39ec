package io.spandrel.grid.infinispan.member;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.infinispan.remoting.transport.Address;

/** Members that have left the view without a word, until they are back. Thread-safe. */
public final class MissingMembers {

    /*
     * Who stops in order says so to the others before (StoppingCommand); who is killed or cut off does not. A member is back with its
     * address, as after a partition, or with its name, as after a restart. A name that was made up when the member started is
     * another one after a restart: then whoever joins under a made-up name takes the place of the one that is missing for longest.
     */
    static final int KEPT_MAX = 64;

    /** After that long it is not expected any more. */
    static final Duration EXPECTED = Duration.ofHours(24);

    /**
     * @param name the member's
     * @param named whether the name is given by the configuration
     * @param at when it left, ns
     */
    private record Missing(String name, boolean named, long at) {}

    private final LongSupplier nanoTime;

    /** Who left first stands first; guarded by this, as the others. */
    private final Map<Address, Missing> missing = new LinkedHashMap<>();

    private final Set<Address> stopping = new HashSet<>();
    private final Set<Address> unheard = new HashSet<>();

    MissingMembers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A member of the view has said that it stops. */
    synchronized void stops(Address member) {
        stopping.add(member);
    }

    /** A member has left the view. */
    public synchronized void left(Address member, Identities.Identity identity) {
        unheard.remove(member);
        if (!stopping.remove(member)) {
            missing.put(member, new Missing(identity.name(), identity.named(), nanoTime.getAsLong()));
            if (missing.size() > KEPT_MAX) {
                missing.remove(missing.keySet().iterator().next());
            }
        }
    }

    /** Members have joined the view, which has these now. */
    public synchronized void joined(Collection<Address> members, Collection<Address> view) {
        for (Address member : members) {
            if (missing.remove(member) == null) {
                unheard.add(member);
            }
        }
        stopping.retainAll(view);
        unheard.retainAll(view);
    }

    /** A member has said who it is. */
    synchronized void heard(Address member, String name, boolean named) {
        boolean back = missing.values().removeIf(one -> one.name().equals(name));
        if (unheard.remove(member) && !back && !named) {
            removeFirstUnnamed();
        }
    }

    private void removeFirstUnnamed() {
        Iterator<Missing> all = missing.values().iterator();
        while (all.hasNext()) {
            if (!all.next().named()) {
                all.remove();
                return;
            }
        }
    }

    /** Whether a member is missing that was seen. */
    public synchronized boolean knows(Address member) {
        return missing.containsKey(member);
    }

    /** Since when who is missing, in milliseconds, by name. */
    public synchronized Map<String, Long> ages() {
        long now = nanoTime.getAsLong();
        missing.values().removeIf(one -> now - one.at() > EXPECTED.toNanos());
        Map<String, Long> ages = new LinkedHashMap<>();
        missing.values().forEach(one -> ages.put(one.name(), TimeUnit.NANOSECONDS.toMillis(now - one.at())));
        return ages;
    }
}
