package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridOperationException;
import io.spandrel.grid.infinispan.antientropy.CacheAntiEntropy;
import io.spandrel.grid.infinispan.eviction.CacheEviction;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.OperationListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.remoting.transport.Address;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to a cache: on this member for itself or for another, and from this member on all. Each part is
 * logged and recorded by the member that does it. Thread-safe.
 */
final class Operations {

    /** Key of the correlation id in the logging context. */
    static final String CORRELATION = "spandrel.correlation";

    /** How long it is tried to tell members what was done. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalMember member;

    Operations(LocalMember member) {
        this.member = member;
    }

    /**
     * Runs an operation that this member was asked for; the action is given the correlation id.
     */
    <T> CompletionStage<T> run(String name, String cache, Function<String, CompletionStage<T>> action) {
        String correlation = member.correlation() ? UUID.randomUUID().toString() : "";
        Consumer<@Nullable Throwable> ends =
                member.operations().begin(new OperationListener.Operation(name, cache, correlation));
        return CompletableFuture.completedFuture(correlation)
                .thenCompose(action)
                .whenComplete((result, failure) -> {
                    Throwable cause = failure == null ? null : CompletableFutures.extractException(failure);
                    if (cause != null) {
                        correlated(correlation, () -> LOG.operationFailed(cache, name, cause));
                    }
                    ends.accept(cause);
                });
    }

    /**
     * Has every member do its part.
     *
     * @return the sum of what they counted; fails with {@link GridOperationException} if one did not do it
     */
    CompletionStage<Long> everywhere(OperationCommand command, Duration timeout) {
        CompletionStage<OperationCommand.Reply> here = perform(command);
        return member.peers()
                .ask(member.peers().others(), command, OperationCommand.Reply.class, timeout)
                .thenCombine(here, (others, own) -> sum(command, others, own));
    }

    /** Does this member's part. Does not block, and never completes exceptionally. */
    CompletionStage<OperationCommand.Reply> perform(OperationCommand command) {
        CacheSide side = member.caches().findRunning(command.cache);
        if (side == null) {
            return CompletableFuture.completedFuture(new OperationCommand.Reply(0, null));
        }
        return part(side, command).handle((count, failure) -> {
            if (failure == null) {
                note(command, count);
                return new OperationCommand.Reply(count, null);
            }
            Throwable cause = CompletableFutures.extractException(failure);
            return new OperationCommand.Reply(0, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        });
    }

    /** Logs and records what was done here. */
    private void done(GridEvent.Kind kind, String cache, String what, String correlation) {
        correlated(correlation, () -> LOG.operationDone(cache, what));
        record(kind, cache, what, correlation);
    }

    /** Logs what was done to a cache on all members at once; they all record it, but for those that cannot be told. */
    void doneEverywhere(String cache, String what, String correlation) {
        DoneCommand done = new DoneCommand(cache, what, correlation);
        correlated(correlation, () -> LOG.operationDone(cache, what));
        noted(done);
        member.peers().ask(member.peers().others(), done, Boolean.class, PATIENCE);
    }

    /** Records what another member, or this one, has done to a cache of all members. */
    void noted(DoneCommand done) {
        record(GridEvent.Kind.OPERATION, done.cache, done.what, done.correlation);
    }

    private void record(GridEvent.Kind kind, String cache, String what, String correlation) {
        member.history().record(kind, cache, correlation.isEmpty() ? what : what + " [" + correlation + "]");
    }

    private CompletionStage<Long> part(CacheSide side, OperationCommand command) {
        CacheEviction eviction = side.find(CacheEviction.class);
        return switch (command.operation) {
            case OperationCommand.EVICT ->
                eviction == null ? CompletableFuture.completedFuture(0L) : eviction.evictNow();
            case OperationCommand.EXPIRE -> side.expiration().request().thenApply(nothing -> 0L);
            case OperationCommand.COMPARE,
                    OperationCommand.CHECK,
                    OperationCommand.PAUSE_ANTI_ENTROPY,
                    OperationCommand.RESUME_ANTI_ENTROPY ->
                CompletableFuture.completedFuture(antiEntropy(side.find(CacheAntiEntropy.class), command.operation));
            case OperationCommand.CHANGE -> member.supplyBlocking(() -> change(side, command));
            case OperationCommand.PAUSE_HANDOFF, OperationCommand.RESUME_HANDOFF, OperationCommand.DROP_HINTS ->
                CompletableFuture.completedFuture(handoff(side.find(CacheHints.class), command));
            default ->
                CompletableFuture.failedFuture(
                        new UnsupportedOperationException("Operation '" + command.operation + "' is not known here"));
        };
    }

    private static long handoff(@Nullable CacheHints hints, OperationCommand command) {
        if (hints == null) {
            return 0;
        }
        switch (command.operation) {
            case OperationCommand.PAUSE_HANDOFF -> hints.pause(command.value);
            case OperationCommand.RESUME_HANDOFF -> hints.resume(command.value);
            default -> {
                return hints.drop(command.value);
            }
        }
        return 0;
    }

    private static long antiEntropy(@Nullable CacheAntiEntropy comparing, String operation) {
        if (comparing != null) {
            switch (operation) {
                case OperationCommand.COMPARE -> comparing.request(CacheAntiEntropy.REQUEST);
                case OperationCommand.CHECK -> comparing.request(CacheAntiEntropy.CHECK);
                case OperationCommand.PAUSE_ANTI_ENTROPY -> comparing.pause();
                default -> comparing.resume();
            }
        }
        return 0;
    }

    private static long change(CacheSide side, OperationCommand command) {
        GridCacheConfiguration grid = side.grid();
        if (grid == null) {
            throw new IllegalStateException("Cache '" + side.cacheName() + "' has no grid: elements");
        }
        grid.change(command.element, command.attribute, command.value);
        return 0L;
    }

    private void note(OperationCommand command, long count) {
        switch (command.operation) {
            case OperationCommand.EVICT ->
                done(
                        GridEvent.Kind.OPERATION,
                        command.cache,
                        "evicted " + count + " entries on demand",
                        command.correlation);
            case OperationCommand.COMPARE ->
                done(GridEvent.Kind.OPERATION, command.cache, "comparison of owners asked for", command.correlation);
            case OperationCommand.CHECK ->
                done(
                        GridEvent.Kind.OPERATION,
                        command.cache,
                        "comparison of owners asked for, without repair",
                        command.correlation);
            case OperationCommand.PAUSE_ANTI_ENTROPY, OperationCommand.RESUME_ANTI_ENTROPY ->
                done(
                        GridEvent.Kind.OPERATION,
                        command.cache,
                        "comparisons of owners "
                                + (command.operation.equals(OperationCommand.PAUSE_ANTI_ENTROPY)
                                        ? "paused"
                                        : "resumed"),
                        command.correlation);
            case OperationCommand.EXPIRE ->
                done(
                        GridEvent.Kind.OPERATION,
                        command.cache,
                        "removed what had expired on demand",
                        command.correlation);
            case OperationCommand.PAUSE_HANDOFF ->
                done(
                        GridEvent.Kind.HANDOFF,
                        command.cache,
                        "payment of hints for " + command.value + " paused",
                        command.correlation);
            case OperationCommand.RESUME_HANDOFF ->
                done(
                        GridEvent.Kind.HANDOFF,
                        command.cache,
                        "payment of hints for " + command.value + " resumed",
                        command.correlation);
            case OperationCommand.DROP_HINTS ->
                done(
                        GridEvent.Kind.HANDOFF,
                        command.cache,
                        "dropped " + count + " hints for " + command.value + ", which needs repair",
                        command.correlation);
            default ->
                done(
                        GridEvent.Kind.CONFIGURATION,
                        command.cache,
                        command.element + " " + command.attribute + " changed to " + command.value,
                        command.correlation);
        }
    }

    private Long sum(
            OperationCommand command, Map<Address, Answer<OperationCommand.Reply>> others, OperationCommand.Reply own) {
        Map<String, String> failures = new TreeMap<>();
        long count = own.count();
        if (own.failure() != null) {
            failures.put(member.name(), own.failure());
        }
        for (Map.Entry<Address, Answer<OperationCommand.Reply>> entry : others.entrySet()) {
            OperationCommand.Reply reply = entry.getValue().value();
            String failure = reply == null ? entry.getValue().failure() : reply.failure();
            if (failure != null) {
                failures.put(member.identities().name(entry.getKey()), failure);
            }
            count += reply == null ? 0 : reply.count();
        }
        if (!failures.isEmpty()) {
            throw new GridOperationException(command.operation + " of cache '" + command.cache + "'", failures);
        }
        return count;
    }

    private static void correlated(String correlation, Runnable logging) {
        if (correlation.isEmpty()) {
            logging.run();
            return;
        }
        Object before = MDC.put(CORRELATION, correlation);
        try {
            logging.run();
        } finally {
            if (before == null) {
                MDC.remove(CORRELATION);
            } else {
                MDC.put(CORRELATION, before);
            }
        }
    }
}
