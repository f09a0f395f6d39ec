package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.RoundListeners;
import io.spandrel.grid.spi.RoundListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.annotations.ComponentName;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateTransferLock;

/** Reads keys of a cache from several owners, and answers those who do. Thread-safe. Public because Infinispan demands it. */
@Scope(Scopes.NAMED_CACHE)
public final class OwnerReads {

    /**
     * How long a read may take.
     *
     * @param slow after that an owner is no longer waited for alone
     * @param timeout after that the read has failed
     */
    public record Patience(Duration slow, Duration timeout) {}

    private final LocalMember member;
    private final Suspects suspects;
    private final String cache;
    private final OwnCopies copies;
    private final ExpectedTopology owners;
    private final KeyBytes bytes;
    private final Patience patience;
    private final ReadCounts counts;

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    @Inject
    @ComponentName(KnownComponentNames.TIMEOUT_SCHEDULE_EXECUTOR)
    ScheduledExecutorService scheduler;

    @Inject
    @ComponentName(KnownComponentNames.NON_BLOCKING_EXECUTOR)
    Executor executor;

    @SuppressWarnings("NullAway.Init")
    public OwnerReads(
            LocalMember member,
            String cache,
            OwnCopies copies,
            ExpectedTopology owners,
            KeyBytes bytes,
            Patience patience,
            ReadCounts counts) {
        this.member = member;
        this.suspects = member.component(Suspects.class);
        this.cache = cache;
        this.copies = copies;
        this.owners = owners;
        this.bytes = bytes;
        this.patience = patience;
        this.counts = counts;
    }

    /**
     * What the owners hold of keys, in their order.
     *
     * @return fails with {@link io.spandrel.grid.ReadUnavailableException} if too few owners of a key answer
     */
    CompletionStage<List<KeyRead.Found>> read(List<?> keys, ConsistencyLevel level) {
        return read(keys, level, key -> {});
    }

    /**
     * The same.
     *
     * @param late hears of keys of which an owner shows to be behind when the read is over
     */
    CompletionStage<List<KeyRead.Found>> read(List<?> keys, ConsistencyLevel level, Consumer<Object> late) {
        return read(
                keys,
                level,
                owners::owners,
                System.nanoTime() + patience.timeout().toNanos(),
                late);
    }

    /** The same, of all that own the keys now, whoever else is expected. */
    CompletionStage<List<KeyRead.Found>> readOfPresent(List<?> keys) {
        long deadline = System.nanoTime() + patience.timeout().toNanos();
        return read(keys, ConsistencyLevel.ALL, owners::present, deadline, key -> {});
    }

    /** The same, but it fails as soon as an owner that is needed is slow. */
    CompletionStage<List<KeyRead.Found>> readWhileNobodyIsSlow(List<?> keys, ConsistencyLevel level) {
        return read(
                keys, level, owners::owners, System.nanoTime() + patience.slow().toNanos(), key -> {});
    }

    private CompletionStage<List<KeyRead.Found>> read(
            List<?> keys,
            ConsistencyLevel level,
            IntFunction<ExpectedOwners<Address>> expected,
            long deadline,
            Consumer<Object> late) {
        KeysRead read = new KeysRead(this, keys, level, expected, deadline, late);
        CompletableFuture<List<KeyRead.Found>> result = new CompletableFuture<>();
        RoundListeners listeners = member.rounds();
        Consumer<RoundListener.End> told = listeners.none() ? null : listeners.started(read.round());
        read.run().whenComplete((found, failure) -> {
            if (told != null) {
                told.accept(read.end(failure == null));
            }
            if (failure == null) {
                result.complete(found);
                return;
            }
            CompletionStage<Void> others = read.otherOwners();
            if (others == null) {
                result.completeExceptionally(failure);
                return;
            }
            others.thenCompose(installed -> read(keys, level, expected, deadline, late))
                    .whenComplete((again, why) -> {
                        if (why == null) {
                            result.complete(again);
                        } else {
                            result.completeExceptionally(why);
                        }
                    });
        });
        return result;
    }

    /** What this member tells of its copies. */
    CompletionStage<CopiesCommand.Reply> answer(CopiesCommand command) {
        List<Object> keys = bytes.read(command.keys);
        return topologies.topologyFuture(command.topologyId).thenCompose(installed -> {
            int topologyId = topology().getTopologyId();
            long latest = copies.clock().latest();
            return copies.of(keys, command.withValue)
                    .thenApply(held -> new CopiesCommand.Reply(topologyId, CopiesCommand.held(held, bytes), latest));
        });
    }

    /** Completes when a topology is installed. */
    CompletionStage<Void> installed(int topologyId) {
        return topologies.topologyFuture(topologyId);
    }

    /** Asks another owner, or itself. */
    public CompletionStage<Answer<CopiesCommand.Reply>> ask(Address owner, CopiesCommand question, Duration timeout) {
        return member.peers()
                .ask(List.of(owner), question, CopiesCommand.Reply.class, timeout)
                .thenApply(answers -> answers.getOrDefault(owner, new Answer<>(null, null)));
    }

    /** How long a read may take. */
    public Duration timeout() {
        return patience.timeout();
    }

    /** Completes when it is time to look again whether the owners have settled. */
    CompletionStage<Void> lookAgain() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        try {
            scheduler.schedule(
                    () -> later.completeAsync(() -> null, executor),
                    ExpectedTopology.LOOK_AGAIN.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            later.completeExceptionally(stopping);
        }
        return later;
    }

    /** Runs a task after owners have become slow; cancelled it does not run. */
    Future<?> whenSlow(Runnable task) {
        try {
            return scheduler.schedule(task, patience.slow().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.completedFuture(null);
        }
    }

    ReadCounts counts() {
        return counts;
    }

    String cache() {
        return cache;
    }

    public OwnCopies copies() {
        return copies;
    }

    ExpectedTopology owners() {
        return owners;
    }

    public KeyBytes bytes() {
        return bytes;
    }

    public LocalizedCacheTopology topology() {
        return distribution.getCacheTopology();
    }

    /** Whether a member is in the view, and answered when it was last asked whether it is there. */
    boolean reachable(Address owner) {
        return member.peers().view().contains(owner) && !suspects.silent(owner);
    }

    /** An owner has not answered for as long as one is waited for alone. */
    void suspect(Address owner) {
        suspects.suspect(owner, patience.slow());
    }

    String name(Address owner) {
        return member.identities().name(owner);
    }
}
