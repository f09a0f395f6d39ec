package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.functional.ReadWriteKeyCommand;
import org.infinispan.commands.functional.ReadWriteKeyValueCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.ComputeCommand;
import org.infinispan.commands.write.ComputeIfAbsentCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.EvictCommand;
import org.infinispan.commands.write.PutKeyValueCommand;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.commands.write.RemoveExpiredCommand;
import org.infinispan.commands.write.ReplaceCommand;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/**
 * Has the primary make sure that it holds the newest acknowledged state of a key, before it carries out a write whose outcome
 * depends on what is there: {@code putIfAbsent}, {@code replace}, {@code remove(key, value)}, {@code compute}, {@code merge}, and
 * functions that read and write.
 */
public final class ConditionInterceptor extends BaseAsyncInterceptor {

    /*
     * Under the key's lock, so that no write of this primary comes between. What an earlier primary had acknowledged is with a
     * majority, so a majority is asked; it is all the same if nobody disagrees, and otherwise the owners are made to agree
     * first: the condition is then evaluated on what everybody has. Without a majority it is not evaluated at all; while owners
     * come and go that is tried again, for as long as a write would wait for them.
     *
     * Owners answer in the topology of this primary or a later one, in which they take no write of a former primary any more. If
     * this primary itself has been replaced in between, the command's topology is outdated when it goes on, and it is
     * evaluated anew by the next one: nothing is written on what was read in another topology.
     *
     * One that is repeated, and may have reached owners before, is told by its version: if that is what they agree on, it has been
     * done; if it is not there, nor anything newer, it has not, nor can it come to light later, as it will be older than what
     * is written now. If something newer is there nobody knows.
     *
     * A write that just returns what was there before, put or remove, is not held up: it returns what the primary has.
     */
    private final OwnerReads reads;
    private final KeySettling settling;
    private final WriteCounts counts;

    public ConditionInterceptor(OwnerReads reads, KeySettling settling, WriteCounts counts) {
        this.reads = reads;
        this.settling = settling;
        this.counts = counts;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof AbstractDataWriteCommand write) || !depends(write) || !here(write)) {
            return invokeNext(context, command);
        }
        Object key = write.getKey();
        Attempts before = Attempts.of(write);
        counts.conditions.increment();
        CompletionStage<Void> upToDate =
                upToDate(key, before, System.nanoTime() + reads.timeout().toNanos());
        if (!before.any()) {
            return asyncInvokeNext(context, command, upToDate);
        }
        return asyncValue(upToDate.thenCompose(agreed -> reads.copies().of(List.of(key), 1))
                        .thenApply(copies -> copies.get(0)))
                .thenApply(context, write, (ctx, repeated, copy) -> again(ctx, repeated, before, (Copy) copy));
    }

    private @Nullable Object again(
            InvocationContext context, DataWriteCommand command, Attempts before, @Nullable Copy held) {
        long newest = held == null ? Version.NONE : held.digest().version();
        if (held == null || newest < before.version() || before.lost() && newest == before.version()) {
            return invokeNext(context, command);
        }
        if (newest > before.version()) {
            throw before.unknown(command.getKey());
        }
        return result(command, before, held);
    }

    /** What a write returns that has been done. */
    private static @Nullable Object result(DataWriteCommand command, Attempts before, Copy made) {
        if (command instanceof PutKeyValueCommand) {
            return null;
        }
        if (command instanceof RemoveCommand
                || command instanceof ReplaceCommand replace && replace.getOldValue() != null) {
            return true;
        }
        if (command instanceof ComputeCommand || command instanceof ComputeIfAbsentCommand) {
            return made.value() == null ? null : made.value().getValue();
        }
        throw before.unknown(command.getKey());
    }

    /** Whether the outcome of a write depends on what is there. */
    static boolean depends(DataWriteCommand command) {
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

    private CompletionStage<Void> upToDate(Object key, Attempts before, long deadline) {
        return settled(key)
                .handle((agreed, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    Throwable cause = CompletableFutures.extractException(failure);
                    if (deadline - System.nanoTime() > 0 && passes(cause)) {
                        return reads.lookAgain().thenCompose(again -> upToDate(key, before, deadline));
                    }
                    counts.unavailable.increment();
                    return CompletableFuture.<Void>failedFuture(
                            before.any() ? before.unknown(key) : notDone(key, cause));
                })
                .thenCompose(outcome -> outcome);
    }

    /** Whether owners are about to become others: an owner that cannot be heard leaves the topology soon, if it does not answer. */
    private boolean passes(Throwable failure) {
        return reads.owners().settling()
                || failure instanceof ReadUnavailableException few
                        && reads.topology().getMembers().stream()
                                .map(reads::name)
                                .anyMatch(few.unreachable()::contains);
    }

    private CompletionStage<?> settled(Object key) {
        return reads.read(List.of(key), ConsistencyLevel.QUORUM).thenCompose(found -> {
            if (agreed(found.get(0).result())) {
                return CompletableFuture.completedFuture(null);
            }
            counts.conditionsUnsettled.increment();
            return settling.settleLocked(key);
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
