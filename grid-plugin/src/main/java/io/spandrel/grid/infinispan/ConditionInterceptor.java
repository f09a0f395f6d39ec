package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.consistency.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.functional.ReadWriteKeyCommand;
import org.infinispan.commands.functional.ReadWriteKeyValueCommand;
import org.infinispan.commands.write.ComputeCommand;
import org.infinispan.commands.write.ComputeIfAbsentCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.interceptors.InvocationExceptionFunction;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.infinispan.remoting.transport.Address;

/**
 * Has the primary make sure that it holds the newest acknowledged state of a key, before it carries out a write whose outcome
 * depends on what is there: {@code putIfAbsent}, {@code replace}, {@code remove(key, value)}, {@code compute}, {@code merge}, and
 * functions that read and write.
 */
final class ConditionInterceptor extends BaseAsyncInterceptor {

    /*
     * Under the key's lock, so that no write of this primary comes between. What an earlier primary had acknowledged is with a
     * majority, so a majority is asked; it is all the same if nobody disagrees, and otherwise the owners are made to agree
     * first: the condition is then evaluated on what everybody has. Without a majority it is not evaluated at all.
     *
     * A write that just returns what was there before, put or remove, is not held up: it returns what the primary has.
     */
    private final OwnerReads reads;
    private final KeySettling settling;
    private final InvocationExceptionFunction<DataWriteCommand> refused = ConditionInterceptor::refuse;

    ConditionInterceptor(OwnerReads reads, KeySettling settling) {
        this.reads = reads;
        this.settling = settling;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof DataWriteCommand write) || !depends(write) || !here(write)) {
            return invokeNext(context, command);
        }
        return makeStage(asyncInvokeNext(context, command, upToDate(write.getKey())))
                .andExceptionally(context, write, refused);
    }

    /* The member where the write began is told as it is told of writes that failed. */
    private static Object refuse(InvocationContext context, DataWriteCommand command, Throwable failure)
            throws Throwable {
        if (context.isOriginLocal()
                || !(CompletableFutures.extractException(failure) instanceof WriteNotDoneException refusal)) {
            throw failure;
        }
        command.fail();
        return SuccessfulResponse.create(WriteFailure.of(refusal));
    }

    private static boolean depends(DataWriteCommand command) {
        if (command instanceof EvictCommand
                || command instanceof RemoveExpiredCommand
                || command.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                || CacheVersions.carriesVersion(command)) {
            return false;
        }
        return command.isConditional()
                || command instanceof ComputeCommand
                || command instanceof ComputeIfAbsentCommand
                || command instanceof ReadWriteKeyCommand<?, ?, ?>
                || command instanceof ReadWriteKeyValueCommand<?, ?, ?, ?>;
    }

    private boolean here(DataWriteCommand command) {
        return reads.topology().getSegmentDistribution(command.getSegment()).isPrimary();
    }

    private CompletionStage<?> upToDate(Object key) {
        return reads.read(List.of(key), ConsistencyLevel.QUORUM)
                .thenCompose(found -> agreed(found.get(0).result())
                        ? CompletableFuture.completedFuture(null)
                        : settling.settleLocked(key))
                .handle((agreed, failure) -> {
                    if (failure != null) {
                        throw notDone(key, CompletableFutures.extractException(failure));
                    }
                    return agreed;
                });
    }

    private static WriteNotDoneException notDone(Object key, Throwable cause) {
        List<String> answered = cause instanceof ReadUnavailableException few ? List.copyOf(few.answered()) : List.of();
        Map<String, String> missing = cause instanceof ReadUnavailableException few
                ? few.unreachable().stream()
                        .collect(Collectors.toMap(owner -> owner, owner -> "did not tell what it has"))
                : Map.of();
        WriteNotDoneException refusal =
                new WriteNotDoneException(key, Version.NONE, ConsistencyLevel.QUORUM, answered, missing);
        refusal.initCause(cause);
        return refusal;
    }

    private static boolean agreed(ReadRound.Result<Address> result) {
        return result.behind().isEmpty() && !result.undecided();
    }
}
