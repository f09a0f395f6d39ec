package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Version;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.commands.VisitableCommand.LoadType;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commons.TimeoutException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.interceptors.distribution.NonTxDistributionInterceptor;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.responses.ValidResponse;
import org.infinispan.remoting.rpc.RpcOptions;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ResponseCollector;
import org.infinispan.remoting.transport.impl.SingleResponseCollector;
import org.infinispan.remoting.transport.jgroups.SuspectException;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.infinispan.statetransfer.StateTransferLock;
import org.infinispan.util.CacheTopologyUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a write has made of an entry to the other owners, under a version that the primary gives while it holds the key's
 * lock; when enough of them have it, the primary commits it.
 */
public final class VersionedDistribution extends NonTxDistributionInterceptor {

    /*
     * The state is sent, never the operation: a function that ran on a backup with another value before it would make two
     * values of one version. So a backup only ever sees a put, a remove, or the remove of an expired entry, which is a command
     * of its own because listeners hear of it under another name. For the same reason the remove of an absent key is sent:
     * where it is not absent, or where an older put is still to come, the delete must be known.
     *
     * A backup that holds something newer answers with its version, and the write is sent again with a newer one. So what is
     * acknowledged is the newest on all owners that answered, even if this primary did not know of it. To hold something newer
     * is common only when the primary has changed; who is overtaken time and again is not the only one who writes.
     *
     * If the topology changes and this member stays primary, the same state is sent to the owners of the next one, while the key
     * is locked: nobody else has written it meanwhile, so the operation need not be carried out again.
     *
     * An expired entry is removed under the version it has, at which a delete wins over the value but not over any newer
     * write that this primary has not seen. Nobody is waited for: the others find it expired too.
     */
    private static final int ROUNDS_MAX = 3;

    /**
     * Of a command that the primary has carried out: Infinispan repeats one where the topology has changed when the answer comes,
     * and a condition that was fulfilled would not be a second time.
     */
    private static final int OF_NO_TOPOLOGY = -1;

    private final CacheVersions versions;
    private final WriteRounds rounds;

    @Inject
    StateTransferLock topologies;

    private final RpcOptions toPrimary;
    private final PassedOn passedOn;

    @SuppressWarnings("NullAway.Init")
    public VersionedDistribution(CacheVersions versions, WriteRounds rounds) {
        this.versions = versions;
        this.rounds = rounds;
        /* Twice: the primary may wait for the key's lock, or for owners to settle, before it waits for the others. */
        this.toPrimary =
                new RpcOptions(DeliverOrder.NONE_NO_FC, 2 * rounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
        this.passedOn = rounds.passedOn(
                segment -> getCacheTopology().getSegmentDistribution(segment).primary());
    }

    /** Hears of topologies. */
    public PassedOn passedOn() {
        return passedOn;
    }

    @Override
    protected @Nullable Object primaryReturnHandler(
            InvocationContext context, AbstractDataWriteCommand command, @Nullable Object result) {
        CacheEntry<?, ?> entry = context.lookupEntry(command.getKey());
        if (!command.isSuccessful() || !entry.isChanged()) {
            return result;
        }
        if (!context.isOriginLocal()) {
            refuseIfLate(command);
        }
        if (command instanceof RemoveCommand && command.loadType() == LoadType.DONT_LOAD) {
            /* Of a key that is not in memory nobody knows whether it is in the store: a remove must not take it for absent. */
            command.addFlags(FlagBitSets.SKIP_CACHE_LOAD);
        }
        long given = given(command, entry);
        CompletionStage<Long> applied = given == Version.NONE
                ? versions.next(command, entry)
                        .thenCompose(version -> replicate(sending(command, entry, version), ROUNDS_MAX))
                : sent(sending(command, entry, given)).toCompletableFuture().thenApply(newest -> given);
        CompletionStage<Void> done = applied.thenCompose(version -> versions.claim(context, command, entry, version));
        CacheVersions.commitWhateverIsTracked(command);
        return delayedValue(done, result);
    }

    /** Who has sent it may have given it up, and written something newer since, above which this would get its version. */
    private void refuseIfLate(AbstractDataWriteCommand command) {
        long sent = Attempts.sent(command);
        if (sent != Version.NONE) {
            Duration age = versions.clock().age(sent);
            if (age.compareTo(rounds.onItsWay()) > 0) {
                throw rounds.late(command.getKey(), level(command), rpcManager.getAddress(), age);
            }
        }
    }

    /** The version that a write has not from this primary, and is not to be replaced by a newer one; {@code Version.NONE}: none. */
    private static long given(AbstractDataWriteCommand command, CacheEntry<?, ?> entry) {
        if (command instanceof RemoveExpiredCommand) {
            return CacheVersions.of(entry.getInternalMetadata());
        }
        return command.hasAnyFlag(FlagBitSets.PUT_FOR_STATE_TRANSFER)
                ? CacheVersions.of(command.getInternalMetadata())
                : Version.NONE;
    }

    /** Sends it until no backup holds anything newer; completes with the version under which it was applied. */
    private CompletionStage<Long> replicate(Sending write, int left) {
        return sent(write).thenCompose(newest -> {
            if (newest <= write.version) {
                return CompletableFuture.completedFuture(write.version);
            }
            if (left == 1) {
                throw rounds.overtaken(write);
            }
            rounds.counts().rewritten.increment();
            Sending newer =
                    new Sending(write.command, write.entry, versions.clock().next(newest), true);
            return replicate(newer, left - 1).exceptionallyCompose(failure -> {
                Throwable cause = CompletableFutures.extractException(failure);
                boolean twoVersions =
                        cause instanceof OutdatedTopologyException && ConditionInterceptor.depends(write.command);
                return CompletableFuture.failedFuture(
                        twoVersions ? new Attempts(write.version, false).unknown(write.key()) : cause);
            });
        });
    }

    /** Sends it in this topology, and again in the next ones as long as this member stays primary. */
    private CompletionStage<Long> sent(Sending write) {
        return rounds.start(write)
                .thenApply(newest -> {
                    CacheTopologyUtil.checkTopology(write.command, getCacheTopology());
                    return newest;
                })
                .handle((newest, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(newest);
                    }
                    Throwable cause = CompletableFutures.extractException(failure);
                    return cause instanceof OutdatedTopologyException
                            ? staysPrimary(write.command)
                                    .thenCompose(
                                            stays -> stays ? sent(write) : CompletableFuture.<Long>failedFuture(cause))
                            : CompletableFuture.<Long>failedFuture(cause);
                })
                .thenCompose(sent -> sent);
    }

    /** Waits for the next topology; completes with whether this member is primary in it, and nobody has been in between. */
    private CompletionStage<Boolean> staysPrimary(AbstractDataWriteCommand command) {
        int next = command.getTopologyId() + 1;
        return topologies
                .topologyFuture(next)
                .thenApply(installed -> {
                    LocalizedCacheTopology topology = getCacheTopology();
                    boolean stays = topology.getTopologyId() == next
                            && topology.getSegmentDistribution(command.getSegment())
                                    .isPrimary();
                    if (stays) {
                        command.setTopologyId(next);
                    }
                    return stays;
                })
                .toCompletableFuture()
                .completeOnTimeout(false, rounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Sending sending(AbstractDataWriteCommand command, CacheEntry<?, ?> entry, long version) {
        return new Sending(command, entry, version, Attempts.of(command).any());
    }

    @Override
    protected @Nullable Object invokeRemotely(InvocationContext context, DataWriteCommand command, Address primary) {
        if (!isSynchronous(command) && !command.isReturnValueExpected()) {
            return super.invokeRemotely(context, command, primary);
        }
        long carried = Attempts.carried(command);
        long since = versions.clock().next(Version.NONE);
        CompletionStage<ValidResponse<?>> sent = passOn(command, primary, carried, since);
        /* At ONE a former primary is not refused: what it was sent may be done later, and must not be done twice. */
        CompletionStage<ValidResponse<?>> answer =
                level(command) == ConsistencyLevel.ONE ? sent : passedOn.watched(sent, primary, command.getSegment());
        return asyncValue(answer.handle((response, failure) -> {
            if (failure != null) {
                throw CompletableFutures.asCompletionException(
                        passedOn(command, primary, carried, since, CompletableFutures.extractException(failure)));
            }
            if (response.getResponseValue() instanceof Attempted attempt) {
                new Attempts(attempt.version(), false).note(command);
                throw OutdatedTopologyException.RETRY_NEXT_TOPOLOGY;
            }
            command.setTopologyId(OF_NO_TOPOLOGY);
            if (response.getResponseValue() instanceof WriteFailure known) {
                throw known.of(command.getKey());
            }
            if (!response.isSuccessful()) {
                command.fail();
            }
            return response.getResponseValue();
        }));
    }

    /* It has been marshalled when it is sent: it is left as it was, for the case that nothing becomes of this attempt. */
    private CompletionStage<ValidResponse<?>> passOn(
            DataWriteCommand command, Address primary, long carried, long since) {
        long flags = command.getFlagsBitSet();
        if (carried == Version.NONE) {
            command.setFlagsBitSet(flags & ~FlagBitSets.COMMAND_RETRY);
            if (!(command instanceof RemoveExpiredCommand)) {
                Attempts.carry(command, since);
            }
        }
        try {
            return rpcManager.invokeCommand(primary, command, SingleResponseCollector.validOnly(), toPrimary);
        } finally {
            command.setFlagsBitSet(flags);
            if (carried == Version.NONE) {
                Attempts.carry(command, carried);
            }
        }
    }

    private Throwable passedOn(DataWriteCommand command, Address primary, long carried, long since, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return rounds.problems()
                    .primaryDidNotAnswer(command.getKey(), level(command), primary, failure.getMessage());
        }
        if (failure instanceof SuspectException && carried == Version.NONE) {
            Attempts.lost(since).note(command);
        } else if (failure instanceof SuspectException && ConditionInterceptor.depends(command)) {
            return rounds.problems().primaryDidNotAnswer(command.getKey(), level(command), primary, "has left");
        }
        return failure;
    }

    private ConsistencyLevel level(DataWriteCommand command) {
        if (!isSynchronous(command) || command instanceof RemoveExpiredCommand) {
            return ConsistencyLevel.ONE;
        }
        ConsistencyLevel asked = CallLevels.write(command);
        return asked == null ? rounds.level() : asked;
    }

    /** What a write has made of its entry, on its way to the backups. */
    private final class Sending implements WriteRounds.Write {

        private final AbstractDataWriteCommand command;
        private final CacheEntry<?, ?> entry;
        private final long version;
        private volatile boolean repeated;

        Sending(AbstractDataWriteCommand command, CacheEntry<?, ?> entry, long version, boolean repeated) {
            this.command = command;
            this.entry = entry;
            this.version = version;
            this.repeated = repeated;
        }

        @Override
        public Object key() {
            return command.getKey();
        }

        @Override
        public int segment() {
            return command.getSegment();
        }

        @Override
        public long version() {
            return version;
        }

        @Override
        public ConsistencyLevel level() {
            return VersionedDistribution.this.level(command);
        }

        @Override
        public boolean repeated() {
            return repeated;
        }

        @Override
        public void mayHaveReached() {
            repeated = true;
            Attempts.carry(command, version);
        }

        @Override
        public Address self() {
            return rpcManager.getAddress();
        }

        @Override
        public Collection<Address> owners() {
            return CacheTopologyUtil.checkTopology(command, getCacheTopology())
                    .getSegmentDistribution(command.getSegment())
                    .writeOwners();
        }

        @Override
        public CompletionStage<?> send(
                Collection<Address> targets, ResponseCollector<Address, Void> answers, RpcOptions options) {
            long flags = command.getFlagsBitSet();
            AbstractDataWriteCommand write = backupWrite();
            write.setInternalMetadata(CacheVersions.with(entry.getInternalMetadata(), version));
            write.addFlags(FlagBitSets.BACKUP_WRITE | FlagBitSets.IGNORE_RETURN_VALUES);
            write.setTopologyId(command.getTopologyId());
            try {
                return rpcManager.invokeCommand(targets, write, answers, options);
            } finally {
                /* It has been marshalled; of an expiration it is the primary's own command that was sent. */
                command.setFlagsBitSet(flags);
            }
        }

        private AbstractDataWriteCommand backupWrite() {
            if (command instanceof RemoveExpiredCommand) {
                return command;
            }
            long flags = command.getFlagsBitSet();
            return entry.isRemoved()
                    ? cf.buildRemoveCommand(command.getKey(), null, command.getSegment(), flags)
                    : cf.buildPutKeyValueCommand(
                            entry.getKey(), entry.getValue(), command.getSegment(), entry.getMetadata(), flags);
        }
    }
}
