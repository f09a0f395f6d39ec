package io.spandrel.grid.infinispan;

import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives entries that are written on this member alone their versions, before they are stored and committed: the version that
 * the command carries, or for a write with {@code CACHE_MODE_LOCAL} a new one. All others are the distribution's.
 */
final class VersionInterceptor extends BaseAsyncInterceptor {

    private final CacheVersions versions;
    private final InvocationSuccessFunction<DataWriteCommand> keep = this::keep;
    private final InvocationSuccessFunction<DataWriteCommand> stamp = this::stamp;

    VersionInterceptor(CacheVersions versions) {
        this.versions = versions;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof AbstractDataWriteCommand write) || command instanceof EvictCommand) {
            return invokeNext(context, command);
        }
        if (CacheVersions.carriesVersion(write)) {
            return invokeNextThenApply(context, write, keep);
        }
        if (write.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)) {
            return invokeNextThenApply(context, write, stamp);
        }
        return invokeNext(context, command);
    }

    private @Nullable Object keep(InvocationContext context, DataWriteCommand command, @Nullable Object result) {
        context.lookupEntry(command.getKey()).setInternalMetadata(command.getInternalMetadata());
        versions.commitWhatVersionsDecide(command);
        return result;
    }

    private @Nullable Object stamp(InvocationContext context, DataWriteCommand command, @Nullable Object result) {
        CacheEntry<?, ?> entry = context.lookupEntry(command.getKey());
        if (!command.isSuccessful() || !entry.isChanged()) {
            return result;
        }
        return delayedValue(
                versions.next(command, entry).thenCompose(version -> versions.claim(context, command, entry, version)),
                result);
    }
}
