package io.spandrel.grid.infinispan.member;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.consistency.CheckedClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.commons.time.TimeService;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.remoting.transport.Address;

/**
 * Has the manager's wall clock believed only as far as others confirm it: when it has jumped, the others are asked what theirs show,
 * and a majority decides. Who is alone believes its own. Thread-safe.
 */
public final class ClockCheck {

    /** How long answers are waited for, and how soon it is asked again at first. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN_MAX = Duration.ofMinutes(1);

    private final LocalMember member;
    private final CheckedTime time;
    private final LongAdder jumps = new LongAdder();

    /**
     * @param time what Infinispan has until now
     */
    ClockCheck(LocalMember member, TimeService time) {
        this.member = member;
        this.time = new CheckedTime(time, this::doubted);
    }

    /** Has everything in the manager go by it. What was given the former time before must be given this one again. */
    public void install(BasicComponentRegistry registry) {
        registry.replaceComponent(TimeService.class.getName(), time, false);
        registry.rewire();
    }

    /** From now on jumps are not believed; a versioned cache starts. */
    public void begin() {
        time.clock().check();
    }

    InstantSource time() {
        return time;
    }

    /** What the machine's wall clock shows, in milliseconds since 1970, right or not. */
    long shown() {
        return time.shown();
    }

    /** How often the wall clock has jumped. */
    public long jumps() {
        return jumps.sum();
    }

    private void doubted() {
        member.runBlocking(this::begun, Duration.ZERO);
    }

    private void begun() {
        Duration by = time.clock().jumped();
        if (!by.isZero()) {
            jumps.increment();
            LOG.clockJumped(by.toString());
            ask(ASK_AGAIN);
        }
    }

    private void ask(Duration pause) {
        if (time.clock().jumped().isZero()) {
            LOG.clockRightAgain();
            return;
        }
        List<Address> others = member.peers().others();
        member.peers()
                .ask(others, new WallClockCommand(), WallClockCommand.Reply.class, ASK_AGAIN)
                .thenAccept(answers -> decide(others.isEmpty(), answers.values(), pause));
    }

    private void decide(boolean alone, Collection<Answer<WallClockCommand.Reply>> answers, Duration pause) {
        long now = time.shown();
        List<Long> shown = answers.stream()
                .map(Answer::value)
                .filter(Objects::nonNull)
                .map(WallClockCommand.Reply::millis)
                .toList();
        long agreeing = shown.stream()
                .filter(millis -> Math.abs(millis - now) <= CheckedClock.JUMP.toMillis())
                .count();
        boolean majority = !shown.isEmpty() && agreeing + 1 > (shown.size() + 1) / 2;
        if (alone || majority) {
            time.clock().believe();
            LOG.clockConfirmed(agreeing);
        } else {
            Duration next = pause.multipliedBy(2);
            member.runBlocking(() -> ask(next.compareTo(ASK_AGAIN_MAX) < 0 ? next : ASK_AGAIN_MAX), pause);
        }
    }
}
