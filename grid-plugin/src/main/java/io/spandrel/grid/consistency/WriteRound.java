package io.spandrel.grid.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One write on its way from the primary to the other owners: who has it, whether it is done, and to whom it stays owed.
 *
 * <p>How many are needed is fixed when the round starts, against the owners expected then. Only copies count: not hints, and
 * not owners that have left meanwhile. Thread-safe; calls {@link Debts} and completes {@link #outcome} outside its lock.
 *
 * @param <M> a member's identity
 */
public final class WriteRound<M> {

    /** How a round ended. */
    public enum Outcome {
        /** Enough owners have it: the primary may make its own copy, which is counted in already. */
        DONE,
        /** No owner has it, nor will. */
        NOT_DONE,
        /** Some owner may have it: the write may show, and stay. */
        UNKNOWN
    }

    /*
     * The primary makes its own copy last, and only if the outcome is DONE. A primary that was cut off therefore keeps nothing
     * that no other owner has taken, and what another owner has taken is seen by whoever takes the segment over.
     *
     * An owner is in one of these: waited for, acknowledged, refused, missing (not asked, or no longer waited for). Those
     * refused or missing are owed the write as soon as it is known that somebody has it or may have it.
     */
    private final ExpectedOwners<M> owners;
    private final ConsistencyLevel level;
    private final M self;
    private final Debts<M> debts;
    private final Set<M> targets = new LinkedHashSet<>();
    private final Set<M> waitedFor;
    private final Set<M> acknowledged = new HashSet<>();
    private final Set<M> lacking = new LinkedHashSet<>();
    private final Set<M> owed = new HashSet<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private boolean mayHaveReached;

    /**
     * Starts the round.
     *
     * @param self the primary, one of the owners
     * @param unreachable owners that are known not to answer: they are not asked
     * @param slow owners that have been slow lately: they are asked only if the level cannot be met without them
     */
    public WriteRound(
            ExpectedOwners<M> owners,
            ConsistencyLevel level,
            M self,
            Predicate<M> unreachable,
            Predicate<M> slow,
            Debts<M> debts) {
        this.owners = owners;
        this.level = level;
        this.self = self;
        this.debts = debts;
        acknowledged.add(self);
        Set<M> reachable = new LinkedHashSet<>(owners.all());
        reachable.removeIf(member -> !member.equals(self) && unreachable.test(member));
        if (owners.met(level, reachable)) {
            Set<M> quick = new LinkedHashSet<>(reachable);
            quick.removeIf(member -> !member.equals(self) && slow.test(member));
            targets.addAll(owners.met(level, quick) ? quick : reachable);
            targets.remove(self);
            lacking.addAll(owners.all());
            lacking.removeAll(targets);
            lacking.remove(self);
        }
        this.waitedFor = new HashSet<>(targets);
        if (!owners.met(level, reachable)) {
            outcome.complete(Outcome.NOT_DONE);
        } else if (owners.met(level, acknowledged)) {
            finish(Outcome.DONE);
        }
    }

    /** Whom to send the write to, in the owners' order of preference; empty if the round was refused. */
    public Set<M> targets() {
        return Collections.unmodifiableSet(targets);
    }

    /** Completes once, with the outcome; in the thread of the call that decided it. */
    public CompletionStage<Outcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** An owner holds the write or something newer. */
    public void acknowledged(M member) {
        change(() -> {
            waitedFor.remove(member);
            lacking.remove(member);
            acknowledged.add(member);
            mayHaveReached = true;
        });
        boolean late;
        synchronized (this) {
            late = owed.remove(member);
        }
        if (late) {
            debts.settle(member);
        }
    }

    /** An owner has answered that it did not take the write, and will not. */
    public void refused(M member) {
        change(() -> {
            if (waitedFor.remove(member)) {
                lacking.add(member);
            }
        });
    }

    /** An owner was not reached, or its answer was not: it may have taken the write. */
    public void unreachable(M member) {
        change(() -> {
            if (waitedFor.remove(member)) {
                lacking.add(member);
                mayHaveReached = true;
            }
        });
    }

    /** The threshold for slow members has passed: who has not answered is owed the write, and waited for only if needed. */
    public void slow() {
        Set<M> late;
        synchronized (this) {
            late = new LinkedHashSet<>(waitedFor);
            late.removeAll(owed);
            owed.addAll(late);
        }
        late.forEach(debts::owe);
    }

    /** Time is up. */
    public void timeout() {
        change(() -> {
            mayHaveReached |= !waitedFor.isEmpty();
            lacking.addAll(waitedFor);
            waitedFor.clear();
        });
    }

    /** Who has it, the primary counted in. */
    public synchronized Set<M> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    private void change(Runnable change) {
        Outcome decided;
        synchronized (this) {
            change.run();
            decided = decide();
        }
        if (decided != null) {
            finish(decided);
        }
    }

    private @Nullable Outcome decide() {
        if (outcome.isDone()) {
            return outcome.join();
        }
        if (owners.met(level, acknowledged)) {
            return Outcome.DONE;
        }
        Set<M> possible = new HashSet<>(acknowledged);
        possible.addAll(waitedFor);
        if (owners.met(level, possible)) {
            return null;
        }
        return mayHaveReached || !waitedFor.isEmpty() ? Outcome.UNKNOWN : Outcome.NOT_DONE;
    }

    private void finish(Outcome decided) {
        if (decided != Outcome.NOT_DONE) {
            oweTheLacking(decided);
        }
        outcome.complete(decided);
    }

    private void oweTheLacking(Outcome decided) {
        Set<M> more;
        synchronized (this) {
            more = new LinkedHashSet<>(lacking);
            if (decided == Outcome.UNKNOWN) {
                more.add(self);
            }
            more.removeAll(owed);
            owed.addAll(more);
        }
        more.forEach(debts::owe);
    }

    @Override
    public synchronized String toString() {
        return "WriteRound[" + level + ": " + owners.describe(level) + ", acknowledged " + acknowledged
                + ", waited for " + waitedFor + ", lacking " + lacking + "]";
    }
}
