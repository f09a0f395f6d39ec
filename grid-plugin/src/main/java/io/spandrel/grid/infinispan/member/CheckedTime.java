package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.consistency.CheckedClock;
import java.time.Instant;
import java.time.InstantSource;
import org.infinispan.commons.time.TimeService;
import org.infinispan.util.EmbeddedTimeService;

/** The time of a manager, whose wall clock is checked; versions, lifespans and Infinispan's expiration go by it. Thread-safe. */
final class CheckedTime extends EmbeddedTimeService implements InstantSource {

    private final TimeService machine;
    private final CheckedClock clock;

    /**
     * @param machine what Infinispan had before
     * @param doubts hears of a jump, by the thread that asked for the time
     */
    CheckedTime(TimeService machine, Runnable doubts) {
        this.machine = machine;
        this.clock = new CheckedClock(machine::wallClockTime, machine::time, doubts);
    }

    CheckedClock clock() {
        return clock;
    }

    /** What the machine's wall clock shows, in milliseconds since 1970, right or not. */
    long shown() {
        return machine.wallClockTime();
    }

    @Override
    public long wallClockTime() {
        return clock.millis();
    }

    @Override
    public long millis() {
        return clock.millis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public long time() {
        return machine.time();
    }
}
