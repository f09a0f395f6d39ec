package io.spandrel.grid.negativelookup;

import java.util.concurrent.atomic.LongAdder;

/** A copy in use, and what it has been good for since its last review. Thread-safe; {@link #excludes} takes no lock. */
final class RemoteFilter {

    private final HeldSession<?> session;
    private final long number;
    private final FilterCopy copy;
    private final LongAdder absent = new LongAdder();
    private final LongAdder present = new LongAdder();
    private final LongAdder fruitless = new LongAdder();
    private volatile double worth;

    /**
     * @param worth nanoseconds it is expected to save until its next review
     */
    RemoteFilter(HeldSession<?> session, long number, FilterCopy copy, double worth) {
        this.session = session;
        this.number = number;
        this.copy = copy;
        this.worth = worth;
    }

    HeldSession<?> session() {
        return session;
    }

    /** The number of the subscription it came with. */
    long number() {
        return number;
    }

    FilterCopy copy() {
        return copy;
    }

    /*
     * The lease is looked at last. If it holds then, every put acknowledged before is in the copy, and what the copy said
     * a moment before was true at that moment, which is later than the beginning of the get.
     */
    boolean excludes(long hash, int topologyId, Timers timers) {
        if (topologyId != session.topologyId()) {
            return false;
        }
        if (copy.mayContain(hash)) {
            present.increment();
            return false;
        }
        if (!session.valid(timers.nanoTime())) {
            return false;
        }
        absent.increment();
        return true;
    }

    /** A key it did not exclude was not there. */
    void wasFruitless() {
        fruitless.increment();
    }

    /** What it is expected to save until its next review, in nanoseconds; below 0: it costs more than it saves. */
    double worth() {
        return worth;
    }

    /** Closes a period of use; {@code saved} and {@code spent} are what an answer spares and what asking costs, in nanoseconds. */
    Review review(double saved, double spent) {
        long excluded = absent.sumThenReset();
        long passed = present.sumThenReset();
        worth = excluded * saved - (excluded + passed) * spent;
        return new Review(excluded, passed, fruitless.sumThenReset());
    }

    /**
     * A period of use.
     *
     * @param absent answers "absent".
     * @param maybe answers "maybe".
     * @param fruitless answers "maybe" for keys that were not there.
     */
    record Review(long absent, long maybe, long fruitless) {}
}
