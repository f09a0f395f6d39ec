package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.WriteException;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commands.write.ValueMatcher;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.jspecify.annotations.Nullable;

/**
 * Has the member where a write began know what has become of it on its primary, be it that it failed, or that it is to be
 * repeated in the next topology and may have reached owners in this one.
 *
 * @see Attempts
 */
public final class OutcomeInterceptor extends BaseAsyncInterceptor {

    /*
     * Infinispan repeats a condition as fulfilled if the value it was to write is there. That may be somebody else's: two who
     * count from five to six would both have counted. Here the condition stays as it was, and whether the value is this
     * write's is told by its version. Only one such version is remembered: if two attempts of a condition may have reached owners,
     * its outcome is unknown.
     */
    private final WriteCounts counts;

    public OutcomeInterceptor(WriteCounts counts) {
        this.counts = counts;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof AbstractDataWriteCommand write)
                || command instanceof EvictCommand
                || write.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                || CacheVersions.carriesVersion(write)) {
            return invokeNext(context, command);
        }
        ValueMatcher asked = write.getValueMatcher();
        Attempts before = Attempts.of(write);
        long carried = Attempts.carried(write);
        return invokeNextAndHandle(context, write, (ctx, ended, result, failure) -> {
            if (failure == null) {
                count(ctx, ended);
                return result;
            }
            Throwable cause = CompletableFutures.extractException(failure);
            if (cause instanceof OutdatedTopologyException) {
                ended.setValueMatcher(asked);
                return repeated(ctx, ended, before, carried, cause);
            }
            return cause instanceof WriteException known ? failed(ctx, ended, known) : rethrow(failure);
        });
    }

    private @Nullable Object repeated(
            InvocationContext context, DataWriteCommand command, Attempts before, long carried, Throwable outdated)
            throws Throwable {
        long now = Attempts.carried(command);
        if (now == carried) {
            throw outdated;
        }
        if (before.any() && ConditionInterceptor.depends(command)) {
            return failed(context, command, new Attempts(now, false).unknown(command.getKey()));
        }
        return context.isOriginLocal() ? rethrow(outdated) : answer(command, new Attempted(now));
    }

    /* Infinispan would pass on no more of an exception than its message. */
    private Object failed(InvocationContext context, DataWriteCommand command, WriteException failure)
            throws Throwable {
        if (!context.isOriginLocal()) {
            return answer(command, WriteFailure.of(failure));
        }
        counts.failed(failure);
        return rethrow(failure);
    }

    /* What expires nobody has written. */
    private void count(InvocationContext context, DataWriteCommand command) {
        if (context.isOriginLocal() && command.isSuccessful() && !(command instanceof RemoveExpiredCommand)) {
            counts.done.increment();
        }
    }

    private static Object answer(DataWriteCommand command, Object answer) {
        command.fail();
        return SuccessfulResponse.create(answer);
    }

    private static Object rethrow(Throwable failure) throws Throwable {
        throw failure;
    }
}
