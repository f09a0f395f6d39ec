package io.spandrel.grid.infinispan;

import io.spandrel.grid.consistency.ClockDriftException;
import io.spandrel.grid.consistency.Digest;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.container.impl.EntryFactory;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.interceptors.InvocationFinallyAction;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.jspecify.annotations.Nullable;

/**
 * Applies a write that carries its version only if it is newer than what is held, in memory and in the store. Stands above all
 * interceptors that read, store or commit entries: what is refused here leaves no trace.
 */
final class ApplyInterceptor extends BaseAsyncInterceptor {

    private final CacheVersions versions;
    private final InvocationSuccessFunction<DataWriteCommand> decide = this::decide;
    private final InvocationFinallyAction<DataWriteCommand> end;

    @Inject
    EntryFactory entryFactory;

    @SuppressWarnings("NullAway.Init")
    ApplyInterceptor(CacheVersions versions) {
        this.versions = versions;
        this.end = (context, command, result, failure) -> versions.ended(context, command);
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof DataWriteCommand write) || command instanceof EvictCommand) {
            return invokeNext(context, command);
        }
        if (!CacheVersions.carriesVersion(write)) {
            return invokeNextAndFinally(context, write, end);
        }
        CompletionStage<Void> turn = versions.turns().take(write.getKey(), context);
        return makeStage(turn == null ? null : asyncValue(turn))
                .thenApplyMakeStage(context, write, decide)
                .andFinally(context, write, end);
    }

    private @Nullable Object decide(InvocationContext context, DataWriteCommand command, @Nullable Object nothing) {
        CompletionStage<Digest> held = versions.held(command);
        return CompletionStages.isCompletedSuccessfully(held)
                ? carryOut(context, command, CompletionStages.join(held))
                : asyncValue(held)
                        .thenApply(context, command, (ctx, write, digest) -> carryOut(ctx, write, (Digest) digest));
    }

    private @Nullable Object carryOut(InvocationContext context, DataWriteCommand command, Digest held) {
        switch (versions.decide(command, held)) {
            case APPLY:
                return apply(context, command);
            case AHEAD:
                throw ClockDriftException.of(CacheVersions.of(command.getInternalMetadata()));
            default:
                command.fail();
                long newest = Math.max(held.version(), versions.deletes().floor(command.getSegment()));
                return command.hasAnyFlag(FlagBitSets.BACKUP_WRITE) ? SuccessfulResponse.create(newest) : null;
        }
    }

    /* An expired entry must not be asked about first: its primary would send a delete that waits for this turn. */
    private Object apply(InvocationContext context, DataWriteCommand command) {
        if (command.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)) {
            entryFactory.wrapEntryForWritingSkipExpiration(context, command.getKey(), command.getSegment(), true);
        }
        return invokeNext(context, command);
    }
}
