package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.ClockDriftException;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.infinispan.remoting.responses.ValidResponse;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ValidResponseCollector;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.jspecify.annotations.Nullable;

/** Takes the owners' answers to a write to its round, also those that come when the round is over. Thread-safe. */
final class RoundAnswers extends ValidResponseCollector<Void> implements RoundWatch.Waiting {

    private final WriteRound<Address> round;
    private final SlowMembers slow;
    private final Set<Address> silent;
    private final Map<Address, String> failures = new TreeMap<>();
    private long newest = Version.NONE;
    private boolean outdated;
    private boolean overdue;

    RoundAnswers(WriteRound<Address> round, Collection<Address> asked, SlowMembers slow) {
        this.round = round;
        this.slow = slow;
        this.silent = new HashSet<>(asked);
    }

    @Override
    protected @Nullable Void addValidResponse(Address sender, ValidResponse<?> response) {
        if (ApplyInterceptor.TAKEN_FROM_A_FORMER_PRIMARY.equals(response.getResponseValue())) {
            failed(sender, "has another primary by now", true);
            slow.answered(sender);
            round.unreachable(sender);
            return null;
        }
        synchronized (this) {
            silent.remove(sender);
            if (response.getResponseValue() instanceof Long held) {
                newest = Math.max(newest, held);
            }
        }
        slow.answered(sender);
        round.acknowledged(sender);
        return null;
    }

    /* It may have taken the write before it left, and still be there for others. */
    @Override
    protected @Nullable Void addTargetNotFound(Address sender) {
        failed(sender, "left", true);
        round.unreachable(sender);
        return null;
    }

    @Override
    protected @Nullable Void addException(Address sender, Exception exception) {
        boolean moved = exception instanceof OutdatedTopologyException;
        failed(sender, moved ? "has another topology" : exception.toString(), moved);
        slow.answered(sender);
        if (moved || exception instanceof ClockDriftException) {
            round.refused(sender);
        } else {
            round.unreachable(sender);
        }
        return null;
    }

    private void failed(Address sender, String reason, boolean retry) {
        boolean over;
        synchronized (this) {
            silent.remove(sender);
            failures.put(sender, reason);
            outdated |= retry;
            over = outdated && overdue;
        }
        if (over) {
            round.timeout();
        }
    }

    @Override
    public @Nullable Void finish() {
        return null;
    }

    /* Where one has another topology, the write will be repeated there: it need not wait for those that do not answer in this one. */
    @Override
    public void overdue() {
        Set<Address> late;
        boolean over;
        synchronized (this) {
            late = Set.copyOf(silent);
            overdue = true;
            over = outdated;
        }
        if (!late.isEmpty()) {
            late.forEach(slow::silent);
            round.slow();
            if (over) {
                round.timeout();
            }
        }
    }

    /** Whether all have answered, or left. */
    @Override
    public synchronized boolean complete() {
        return silent.isEmpty();
    }

    /** The newest version that one of them holds instead of what was sent; {@code Version.NONE}: none. */
    synchronized long newest() {
        return newest;
    }

    /** Whether an owner has another topology or left, so that the same write may come through when this member has it too. */
    synchronized boolean outdated() {
        return outdated;
    }

    /** Why an owner did not acknowledge. */
    synchronized String reason(Address member) {
        String failure = failures.get(member);
        return failure != null ? failure : silent.contains(member) ? "did not answer" : "was not asked";
    }
}
