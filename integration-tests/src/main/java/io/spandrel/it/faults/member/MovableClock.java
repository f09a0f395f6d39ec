package io.spandrel.it.faults.member;

import java.time.Instant;
import org.infinispan.commons.time.TimeService;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.util.EmbeddedTimeService;

/** The time of a member whose wall clock can be set. What has passed meanwhile is told rightly, as by a real machine. Thread-safe. */
public final class MovableClock extends EmbeddedTimeService {

    private volatile long aheadMillis;

    /** Gives it to a manager that has not started yet. */
    public static MovableClock of(EmbeddedCacheManager manager) {
        MovableClock clock = new MovableClock();
        BasicComponentRegistry components = GlobalComponentRegistry.componentOf(manager, BasicComponentRegistry.class);
        components.replaceComponent(TimeService.class.getName(), clock, true);
        components.rewire();
        return clock;
    }

    /** From now on it is so far ahead of the machine's. */
    public void set(long seconds) {
        aheadMillis = seconds * 1_000;
    }

    @Override
    public long wallClockTime() {
        return super.wallClockTime() + aheadMillis;
    }

    @Override
    public Instant instant() {
        return super.instant().plusMillis(aheadMillis);
    }
}
