package io.spandrel.grid.infinispan.consistency;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.infinispan.remoting.transport.Address;

/**
 * Members that have let a write wait for longer than the threshold, and have not answered since. Such a member is not sent to
 * unless it is needed, apart from one write each threshold, which shows whether it answers again. Thread-safe.
 */
final class SlowMembers implements Predicate<Address> {

    private final long retryNanos;
    private final LongSupplier nanoTime;
    private final Consumer<Address> suspect;
    private final Map<Address, Long> since = new ConcurrentHashMap<>();
    private final LongAdder found = new LongAdder();

    /**
     * @param nanoTime a clock that only moves forward
     * @param suspect hears of who has not answered, each time
     */
    SlowMembers(Duration threshold, LongSupplier nanoTime, Consumer<Address> suspect) {
        this.retryNanos = threshold.toNanos();
        this.nanoTime = nanoTime;
        this.suspect = suspect;
    }

    /** Whether not to send to the member; asked once for each write. */
    @Override
    public boolean test(Address member) {
        if (since.isEmpty()) {
            return false;
        }
        Long tried = since.get(member);
        if (tried == null) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - tried < retryNanos || !since.replace(member, tried, now);
    }

    /** The member has not answered for the threshold. */
    void silent(Address member) {
        if (since.put(member, nanoTime.getAsLong()) == null) {
            found.increment();
        }
        suspect.accept(member);
    }

    /** The member has answered. */
    void answered(Address member) {
        if (!since.isEmpty()) {
            since.remove(member);
        }
    }

    /** Who is slow at this moment. */
    Set<Address> all() {
        return Collections.unmodifiableSet(since.keySet());
    }

    /** How often a member was found to be slow that was not before. */
    long found() {
        return found.sum();
    }
}
