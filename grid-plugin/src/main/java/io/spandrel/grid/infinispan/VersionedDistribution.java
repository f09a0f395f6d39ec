package io.spandrel.grid.infinispan;

import io.spandrel.grid.consistency.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commands.write.ValueMatcher;
import org.infinispan.commons.CacheException;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.distribution.NonTxDistributionInterceptor;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.transport.Address;
import org.infinispan.util.CacheTopologyUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a write has made of an entry to the other owners, under a version that the primary gives while it holds the key's
 * lock; then the primary commits it.
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
     * write that this primary has not seen.
     */
    private static final int ROUNDS_MAX = 8;

    private final CacheVersions versions;

    VersionedDistribution(CacheVersions versions) {
        this.versions = versions;
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
                        .thenCompose(version -> replicate(command, entry, backups(command), version, ROUNDS_MAX))
                : send(command, entry, backups(command), given).thenApply(newest -> given);
        CompletionStage<Void> done = applied.thenCompose(version -> versions.claim(context, command, entry, version))
                .whenComplete((nothing, failure) -> command.setValueMatcher(matcher.matcherForRetry()));
        CacheVersions.commitWhateverIsTracked(command);
        return delayedValue(done, result);
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

    private List<Address> backups(AbstractDataWriteCommand command) {
        List<Address> backups = new ArrayList<>(CacheTopologyUtil.checkTopology(command, getCacheTopology())
                .getSegmentDistribution(command.getSegment())
                .writeOwners());
        backups.remove(rpcManager.getAddress());
        return backups;
    }

    /** Sends it until no backup holds anything newer; completes with the version under which it was applied. */
    private CompletionStage<Long> replicate(
            AbstractDataWriteCommand command, CacheEntry<?, ?> entry, List<Address> backups, long version, int rounds) {
        return send(command, entry, backups, version).thenCompose(newest -> {
            if (newest <= version) {
                return CompletableFuture.completedFuture(version);
            }
            if (rounds == 1) {
                throw new CacheException("The write was overtaken " + ROUNDS_MAX
                        + " times by writes of another primary; owners may have applied it in between");
            }
            return replicate(command, entry, backups, versions.clock().next(newest), rounds - 1);
        });
    }

    /** Completes with the newest version that a backup holds instead. */
    private CompletionStage<Long> send(
            AbstractDataWriteCommand command, CacheEntry<?, ?> entry, List<Address> backups, long version) {
        if (backups.isEmpty()) {
            return CompletableFuture.completedFuture(Version.NONE);
        }
        long flags = command.getFlagsBitSet();
        AbstractDataWriteCommand write = backupWrite(command, entry);
        write.setInternalMetadata(CacheVersions.with(entry.getInternalMetadata(), version));
        write.addFlags(FlagBitSets.BACKUP_WRITE | FlagBitSets.IGNORE_RETURN_VALUES);
        write.setTopologyId(command.getTopologyId());
        try {
            if (isSynchronous(command)) {
                return rpcManager.invokeCommand(backups, write, new NewestHeld(), rpcManager.getSyncRpcOptions());
            }
            rpcManager.sendToMany(backups, write, DeliverOrder.PER_SENDER);
            return CompletableFuture.completedFuture(Version.NONE);
        } finally {
            /* It has been marshalled; of an expiration it is the primary's own command that was sent. */
            command.setFlagsBitSet(flags);
        }
    }

    private AbstractDataWriteCommand backupWrite(AbstractDataWriteCommand command, CacheEntry<?, ?> entry) {
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
