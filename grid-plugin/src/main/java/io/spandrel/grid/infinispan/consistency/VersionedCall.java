package io.spandrel.grid.infinispan.consistency;

import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commands.write.PutKeyValueCommand;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.infinispan.interceptors.impl.CallInterceptor;
import org.infinispan.metadata.InternalMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands on their entries, as Infinispan does, and gives those that are written on this member alone their versions,
 * before they are stored and committed: the version that the command carries, or for a write with {@code CACHE_MODE_LOCAL} a
 * new one. All others are the distribution's.
 */
public final class VersionedCall extends CallInterceptor {

    private final CacheVersions versions;
    private final InvocationSuccessFunction<DataWriteCommand> keep = this::keep;
    private final InvocationSuccessFunction<DataWriteCommand> stamp = this::stamp;

    public VersionedCall(CacheVersions versions) {
        this.versions = versions;
    }

    @Override
    public @Nullable Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
        Object result = super.visitCommand(context, command);
        if (!(command instanceof AbstractDataWriteCommand write) || command instanceof EvictCommand) {
            return result;
        }
        if (CacheVersions.carriesVersion(write)) {
            return makeStage(result).thenApply(context, write, keep);
        }
        return write.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                ? makeStage(result).thenApply(context, write, stamp)
                : result;
    }

    private @Nullable Object keep(InvocationContext context, DataWriteCommand command, @Nullable Object result) {
        CacheEntry<?, ?> entry = context.lookupEntry(command.getKey());
        entry.setInternalMetadata(command.getInternalMetadata());
        if (!tellsItsLifespan(command)) {
            Lifespans.begin(entry, CacheVersions.of(command.getInternalMetadata()));
        }
        versions.commitWhatVersionsDecide(command);
        return result;
    }

    /* State transfer and repairs bring what is left of it. */
    private static boolean tellsItsLifespan(DataWriteCommand command) {
        return command instanceof PutKeyValueCommand put && put.getMetadata() instanceof InternalMetadata;
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
