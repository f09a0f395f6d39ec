package io.spandrel.grid.consistency;

import io.spandrel.grid.consistency.Hints.Hint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pays what is owed: whom, when, and how much at a time.
 *
 * <p>Thread-safe; calls {@link Payments} outside its lock.
 *
 * @param <M> a member's identity
 * @param <K> a key
 */
public final class HintReplay<M, K> {

    /*
     * A member has one payment under way at a time. One that did not answer the last is tried with a single hint: that is the
     * probe by which its return is noticed if nothing else tells. What a payment will take is not known before: the average so
     * far is set aside when it begins, and set right when it ends.
     */
    static final int HINTS_AT_ONCE = 64;

    private static final long FIRST_GUESS = 256;

    /** What the replay needs of the world. */
    public interface Payments<M, K> {

        /** Whether the member is there and what it owns does not move, so that paying makes sense. Must not block. */
        boolean possible(M member);

        /** Has the member brought up to date. Must not block nor throw; completes exceptionally if the member is silent. */
        CompletionStage<Result<K>> pay(M member, List<Hint<K>> hints);
    }

    /**
     * What came of a payment. A hint that is in neither of the two stays.
     *
     * @param confirmed what the member holds now, by key; an older version than what is owed pays nothing
     * @param notOwed keys that the member does not own any more
     * @param bytes what was sent
     */
    public record Result<K>(Map<K, Long> confirmed, Set<K> notOwed, long bytes) {}

    private final Hints<M, K> hints;
    private final Payments<M, K> payments;
    private final LongSupplier clock;
    private final Set<M> busy = new HashSet<>();
    private final Set<M> silent = new HashSet<>();
    private Throttle throttle;
    private long bytesPerSecond;
    private long averageBytes = FIRST_GUESS;
    private boolean throttled;
    private boolean stopped;

    /**
     * @param clock milliseconds, only moves forward
     * @param bytesPerSecond 1 or more
     */
    public HintReplay(Hints<M, K> hints, Payments<M, K> payments, LongSupplier clock, long bytesPerSecond) {
        this.hints = hints;
        this.payments = payments;
        this.clock = clock;
        this.bytesPerSecond = bytesPerSecond;
        this.throttle = new Throttle(bytesPerSecond, clock.getAsLong());
    }

    /**
     * Begins to pay all that can be paid now.
     *
     * @return whether something waits for the throttle alone, so that it is worth to come again soon
     */
    public boolean run() {
        synchronized (this) {
            throttled = false;
        }
        for (M member : hints.members()) {
            if (payments.possible(member)) {
                run(member);
            }
        }
        synchronized (this) {
            return throttled;
        }
    }

    /** The member has answered anything: it is paid in full batches again. */
    public synchronized void answered(M member) {
        silent.remove(member);
    }

    /** Whether the last payment to the member brought no answer. */
    public synchronized boolean silent(M member) {
        return silent.contains(member);
    }

    /** Another rate from now on, 1 byte per second or more. */
    public synchronized void throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        throttle = new Throttle(bytesPerSecond, clock.getAsLong());
    }

    /** How fast it pays at most. */
    public synchronized long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Begins no payment any more. */
    public synchronized void stop() {
        stopped = true;
    }

    private void run(M member) {
        long now = clock.getAsLong();
        List<Hint<K>> batch;
        Throttle from;
        long reserved;
        synchronized (this) {
            if (stopped || busy.contains(member)) {
                return;
            }
            from = throttle;
            long available = from.available(now);
            if (available == 0) {
                throttled = true;
                return;
            }
            long affordable = Math.max(1, available / averageBytes);
            int max = silent.contains(member) ? 1 : (int) Math.min(HINTS_AT_ONCE, affordable);
            batch = hints.batch(member, max, available, now);
            if (batch.isEmpty()) {
                return;
            }
            busy.add(member);
            reserved = batch.size() * averageBytes;
            from.sent(reserved);
        }
        payments.pay(member, batch)
                .whenComplete(
                        (result, failure) -> ended(member, batch, from, reserved, failure == null ? result : null));
    }

    private void ended(M member, List<Hint<K>> batch, Throttle from, long reserved, @Nullable Result<K> result) {
        boolean allPaid = result != null;
        for (Hint<K> hint : batch) {
            allPaid &= book(member, hint, result);
        }
        if (result != null) {
            hints.seen(member, clock.getAsLong());
        }
        synchronized (this) {
            busy.remove(member);
            from.sent((result == null ? 0 : result.bytes()) - reserved);
            if (result == null) {
                silent.add(member);
            } else {
                silent.remove(member);
                averageBytes = Math.max(1, (3 * averageBytes + result.bytes() / batch.size()) / 4);
            }
        }
        if (allPaid && payments.possible(member)) {
            run(member);
        }
    }

    /* Not paid is a reason to come back later, not at once. */
    private boolean book(M member, Hint<K> hint, @Nullable Result<K> result) {
        if (result != null && result.notOwed().contains(hint.key())) {
            hints.forget(member, hint.key());
            return true;
        }
        Long version = result == null ? null : result.confirmed().get(hint.key());
        if (version == null || version < hint.version()) {
            hints.failed(member, hint.key());
            return false;
        }
        hints.settle(member, hint.key(), version);
        return true;
    }
}
