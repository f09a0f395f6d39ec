package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.consistency.Version;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commands.write.ValueMatcher;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.TimeoutException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.InvocationExceptionFunction;
import org.infinispan.interceptors.distribution.NonTxDistributionInterceptor;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.infinispan.remoting.responses.ValidResponse;
import org.infinispan.remoting.rpc.RpcOptions;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ResponseCollector;
import org.infinispan.remoting.transport.impl.SingleResponseCollector;
import org.infinispan.util.CacheTopologyUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a write has made of an entry to the other owners, under a version that the primary gives while it holds the key's
 * lock; when enough of them have it, the primary commits it.
 */
final class VersionedDistribution extends NonTxDistributionInterceptor {

    /*
     * The state is sent, never the operation: a function that ran on a backup with another value before it would make two
     * values of one version. So a backup only ever sees a put, a remove, or the remove of an expired entry, which is a command
     * of its own because listeners hear of it under another name. For the same reason the remove of an absent key is sent:
     * where it is not absent, or where an older put is still to come, the delete must be known.
     *
     * A backup that holds something newer answers with its version, and the write is sent again with a newer one. So what is
     * acknowledged is the newest on all owners that answered, even if this primary did not know of it.
     *
     * An expired entry is removed under the version it has, at which a delete wins over the value but not over any newer
     * write that this primary has not seen. Nobody is waited for: the others find it expired too.
     */
    private static final int ROUNDS_MAX = 8;

    private final CacheVersions versions;
    private final WriteRounds rounds;
    private final RpcOptions toPrimary;
    private final InvocationExceptionFunction<AbstractDataWriteCommand> answerFailure = this::answerFailure;

    VersionedDistribution(CacheVersions versions, WriteRounds rounds) {
        this.versions = versions;
        this.rounds = rounds;
        /* Twice: the primary may wait for the key's lock, or for owners to settle, before it waits for the others. */
        this.toPrimary =
                new RpcOptions(DeliverOrder.NONE_NO_FC, 2 * rounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected @Nullable Object primaryReturnHandler(
            InvocationContext context, AbstractDataWriteCommand command, @Nullable Object result) {
        CacheEntry<?, ?> entry = context.lookupEntry(command.getKey());
        if (!command.isSuccessful() || !entry.isChanged()) {
            return result;
        }
        ValueMatcher matcher = command.getValueMatcher();
        long given = given(command, entry);
        CompletionStage<Long> applied = given == Version.NONE
                ? versions.next(command, entry)
                        .thenCompose(version -> replicate(new Sending(command, entry, version), ROUNDS_MAX))
                : rounds.start(new Sending(command, entry, given))
                        .toCompletableFuture()
                        .thenApply(newest -> given);
        CompletionStage<Void> done = applied.thenCompose(version -> versions.claim(context, command, entry, version))
                .whenComplete((nothing, failure) -> command.setValueMatcher(matcher.matcherForRetry()));
        CacheVersions.commitWhateverIsTracked(command);
        Object stage = delayedValue(done, result);
        return context.isOriginLocal() ? stage : makeStage(stage).andExceptionally(context, command, answerFailure);
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
        return rounds.start(write).thenCompose(newest -> {
            if (newest <= write.version) {
                return CompletableFuture.completedFuture(write.version);
            }
            if (left == 1) {
                throw new CacheException("The write was overtaken " + ROUNDS_MAX
                        + " times by writes of another primary; owners may have applied it in between");
            }
            return replicate(
                    new Sending(write.command, write.entry, versions.clock().next(newest)), left - 1);
        });
    }

    private @Nullable Object answerFailure(
            InvocationContext context, AbstractDataWriteCommand command, Throwable failure) throws Throwable {
        if (CompletableFutures.extractException(failure) instanceof WriteException exception) {
            command.fail();
            return SuccessfulResponse.create(WriteFailure.of(exception));
        }
        throw failure;
    }

    @Override
    protected @Nullable Object invokeRemotely(InvocationContext context, DataWriteCommand command, Address primary) {
        if (!isSynchronous(command) && !command.isReturnValueExpected()) {
            return super.invokeRemotely(context, command, primary);
        }
        ValueMatcher matcher = command.getValueMatcher();
        CompletionStage<ValidResponse<?>> answer;
        try {
            answer = rpcManager.invokeCommand(primary, command, SingleResponseCollector.validOnly(), toPrimary);
        } finally {
            command.setValueMatcher(matcher.matcherForRetry());
        }
        return asyncValue(answer.handle((response, failure) -> {
            if (failure != null) {
                throw CompletableFutures.asCompletionException(passedOn(command, primary, failure));
            }
            if (response.getResponseValue() instanceof WriteFailure known) {
                throw known.of(command.getKey());
            }
            if (!response.isSuccessful()) {
                command.fail();
            }
            return response.getResponseValue();
        }));
    }

    private Throwable passedOn(DataWriteCommand command, Address primary, Throwable failure) {
        Throwable cause = CompletableFutures.extractException(failure);
        return cause instanceof TimeoutException
                ? rounds.primaryDidNotAnswer(command.getKey(), level(command), primary, cause.getMessage())
                : cause;
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

        Sending(AbstractDataWriteCommand command, CacheEntry<?, ?> entry, long version) {
            this.command = command;
            this.entry = entry;
            this.version = version;
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
            return command.hasAnyFlag(FlagBitSets.COMMAND_RETRY);
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
