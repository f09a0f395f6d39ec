package io.spandrel.grid.infinispan;

import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinispan.commons.CacheException;
import org.jspecify.annotations.Nullable;

/** Has a member that joins a cache count as those do that are there, and tells others what it counts by. Thread-safe. */
final class BaselineInquiry implements AutoCloseable {

    /*
     * One that knows is enough: those that are there have had the same stable topologies, or merge; and when a merge is over, rounds
     * of both sides count the same owners to come. If nobody knows, all have begun together, as after a stop of the whole cluster.
     * Who has not answered might know.
     */
    private final LocalMember member;
    private final String cache;
    private final KeyBytes bytes;
    private final Timers timers;
    private final Duration timeout;

    /** Done when there is nothing to ask. */
    private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /**
     * @param bytes write what members say of owners
     * @param timeout how long an answer is waited for
     */
    BaselineInquiry(LocalMember member, String cache, KeyBytes bytes, Timers timers, Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.bytes = bytes;
        this.timers = timers;
        this.timeout = timeout;
    }

    /** Asks until somebody who knows has answered, or all others that they do not know either. */
    void begin(ExpectedTopology asker) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        over = told;
        timers.execute(() -> ask(asker, told));
    }

    /** If it has begun, waits until it is over, at most for the timeout. */
    void await() {
        try {
            over.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            GridLog.LOG.tracef("Cache '%s' starts without knowing which owners count: %s", cache, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(this.toString(), e);
        }
    }

    /** What this member answers to one that asks. */
    BaselineCommand.Reply reply(@Nullable Baseline baseline) {
        return baseline == null ? BaselineCommand.Reply.UNKNOWN : BaselineCommand.Reply.of(baseline, bytes);
    }

    private void ask(ExpectedTopology asker, CompletableFuture<Void> told) {
        if (!closed) {
            member.peers()
                    .ask(asker.peers(), new BaselineCommand(cache), BaselineCommand.Reply.class, timeout)
                    .thenAccept(answers -> answered(asker, told, answers.values()));
        }
    }

    private void answered(
            ExpectedTopology asker, CompletableFuture<Void> told, Collection<Answer<BaselineCommand.Reply>> answers) {
        List<BaselineCommand.Reply> replies =
                answers.stream().map(Answer::value).filter(Objects::nonNull).toList();
        Optional<BaselineCommand.Reply> known = replies.stream()
                .filter(BaselineCommand.Reply::known)
                .max(Comparator.comparingInt(BaselineCommand.Reply::topologyId));
        if (known.isPresent()) {
            asker.inherit(known.get().baseline(bytes));
            told.complete(null);
        } else if (replies.size() == answers.size()) {
            asker.found();
            told.complete(null);
        } else {
            timers.schedule(() -> ask(asker, told), ExpectedTopology.LOOK_AGAIN);
        }
    }

    /** The cache stops: nobody is asked any more. */
    @Override
    public void close() {
        closed = true;
        over.complete(null);
    }
}
