package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Admission;
import io.spandrel.grid.consistency.ClockDriftException;
import io.spandrel.grid.consistency.Digest;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.container.impl.EntryFactory;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.interceptors.InvocationFinallyFunction;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.jspecify.annotations.Nullable;

/**
 * Applies a write that carries its version only if it is newer than what is held, in memory and in the store; and a backup's
 * only if the present primary sends it. Stands above all interceptors that read, store or commit entries: what is refused here
 * leaves no trace.
 */
public final class ApplyInterceptor extends BaseAsyncInterceptor {

    /*
     * Who is primary is looked at twice: before a write is applied, so that one who was replaced overwrites nothing; and when it
     * can be seen by reads, before it is acknowledged. A topology that is installed in between is not waited for by anybody.
     * Whoever is primary in it may have asked this owner what it holds before the write was there, so it must not count.
     */

    /** What a backup answers that has taken a write and then installed a topology with another primary. */
    static final Boolean TAKEN_FROM_A_FORMER_PRIMARY = false;

    private final CacheVersions versions;
    private final InvocationSuccessFunction<DataWriteCommand> decide = this::decide;
    private final InvocationFinallyFunction<DataWriteCommand> carriedEnds = this::carriedEnds;
    private final InvocationFinallyFunction<DataWriteCommand> ownEnds = this::ownEnds;

    @Inject
    EntryFactory entryFactory;

    @Inject
    DistributionManager distribution;

    @SuppressWarnings("NullAway.Init")
    public ApplyInterceptor(CacheVersions versions) {
        this.versions = versions;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof AbstractDataWriteCommand write) || command instanceof EvictCommand) {
            return invokeNext(context, command);
        }
        if (!CacheVersions.carriesVersion(write)) {
            return invokeNextAndHandle(context, write, ownEnds);
        }
        CompletionStage<Void> turn = versions.turns().take(write.getKey(), context);
        return makeStage(turn == null ? null : asyncValue(turn))
                .thenApplyMakeStage(context, write, decide)
                .andHandle(context, write, carriedEnds);
    }

    private @Nullable Object decide(InvocationContext context, DataWriteCommand command, @Nullable Object nothing) {
        if (command.hasAnyFlag(FlagBitSets.BACKUP_WRITE) && admission(context, command) != Admission.ADMITTED) {
            throw OutdatedTopologyException.RETRY_NEXT_TOPOLOGY;
        }
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

    private @Nullable Object carriedEnds(
            InvocationContext context, DataWriteCommand command, @Nullable Object result, @Nullable Throwable failure)
            throws Throwable {
        boolean taken = CacheVersions.committed(context, command);
        versions.ended(context, command);
        boolean moved =
                failure != null && CompletableFutures.extractException(failure) instanceof OutdatedTopologyException;
        if (failure != null && !(taken && moved)) {
            throw failure;
        }
        boolean acknowledged = !command.hasAnyFlag(FlagBitSets.BACKUP_WRITE)
                || !moved && admission(context, command).acknowledged();
        return acknowledged ? result : SuccessfulResponse.create(TAKEN_FROM_A_FORMER_PRIMARY);
    }

    private @Nullable Object ownEnds(
            InvocationContext context, DataWriteCommand command, @Nullable Object result, @Nullable Throwable failure)
            throws Throwable {
        boolean taken = CacheVersions.committed(context, command);
        versions.ended(context, command);
        if (failure != null) {
            throw failure;
        }
        if (taken
                && !command.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                && !distribution
                        .getCacheTopology()
                        .getSegmentDistribution(command.getSegment())
                        .isPrimary()) {
            throw OutdatedTopologyException.RETRY_NEXT_TOPOLOGY;
        }
        return result;
    }

    private Admission admission(InvocationContext context, DataWriteCommand command) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        Admission admission = Admission.of(
                command.getTopologyId(),
                context.getOrigin(),
                topology.getTopologyId(),
                topology.getSegmentDistribution(command.getSegment()).primary());
        if (admission == Admission.REPLACED) {
            versions.refusedFormerPrimary();
        }
        return admission;
    }
}
