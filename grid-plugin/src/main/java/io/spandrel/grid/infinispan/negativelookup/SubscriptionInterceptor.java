package io.spandrel.grid.infinispan.negativelookup;

import java.util.concurrent.CompletionStage;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.read.AbstractDataCommand;
import org.infinispan.commands.read.GetCacheEntryCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.commands.write.ComputeIfAbsentCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.PutKeyValueCommand;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.commands.write.WriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.DDAsyncInterceptor;
import org.infinispan.interceptors.InvocationFinallyFunction;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.jspecify.annotations.Nullable;

/**
 * Early in the chain: answers reads of keys that are absent elsewhere, and lets a write return only when the members that
 * hold copies know of it.
 */
public final class SubscriptionInterceptor extends DDAsyncInterceptor {

    /*
     * The writer hears from the primary, and from each backup, no sooner than from here: at a member that carries out a
     * write for another one, the reply is sent when this chain returns, a backup's acknowledgement in the Triangle too.
     * The originator of a write in the Triangle completes it on the primary's reply and the backups' acknowledgements, so
     * holding back the primary's reply is enough. The value is on its way to the backups meanwhile.
     *
     * A primary that writes for itself has the value in its map only when the backups have confirmed it. So that its
     * subscribers are told beside the backups, and not after them, they are told before the write begins.
     */
    static final long NOT_ASKED_ELSEWHERE = FlagBitSets.CACHE_MODE_LOCAL | FlagBitSets.SKIP_REMOTE_LOOKUP;

    private final Subscriptions subscriptions;
    private final InvocationSuccessFunction<VisitableCommand> settled = this::settled;
    private final InvocationFinallyFunction<DataWriteCommand> foretold = this::foretold;

    SubscriptionInterceptor(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public @Nullable Object visitGetKeyValueCommand(InvocationContext ctx, GetKeyValueCommand command) {
        return read(ctx, command);
    }

    @Override
    public @Nullable Object visitGetCacheEntryCommand(InvocationContext ctx, GetCacheEntryCommand command) {
        return read(ctx, command);
    }

    @Override
    public Object visitPutKeyValueCommand(InvocationContext ctx, PutKeyValueCommand command) {
        return bring(ctx, command);
    }

    @Override
    public Object visitComputeIfAbsentCommand(InvocationContext ctx, ComputeIfAbsentCommand command) {
        return bring(ctx, command);
    }

    @Override
    protected Object handleDefault(InvocationContext ctx, VisitableCommand command) {
        return command instanceof WriteCommand ? invokeNextThenApply(ctx, command, settled) : invokeNext(ctx, command);
    }

    private @Nullable Object read(InvocationContext ctx, AbstractDataCommand command) {
        if (!ctx.isOriginLocal()
                || command.hasAnyFlag(NOT_ASKED_ELSEWHERE)
                || !subscriptions.excludes(command.getSegment(), command.getKey())) {
            return invokeNext(ctx, command);
        }
        if (subscriptions.audited()) {
            return audit(ctx, command);
        }
        subscriptions.answeredAbsent();
        tell(command);
        return null;
    }

    private Object audit(InvocationContext ctx, AbstractDataCommand command) {
        return invokeNextThenApply(ctx, command, (context, read, value) -> {
            subscriptions.audit(read.getSegment(), read.getKey(), value != null);
            if (value == null) {
                tell(read);
            }
            return value;
        });
    }

    private void tell(AbstractDataCommand answered) {
        if (!answered.hasAnyFlag(FlagBitSets.SKIP_STATISTICS)) {
            subscriptions.readAnswered();
        }
    }

    /* After these the key is there. */
    private Object bring(InvocationContext ctx, DataWriteCommand command) {
        return !command.hasAnyFlag(FlagBitSets.PUT_FOR_STATE_TRANSFER) && subscriptions.foretell(command)
                ? invokeNextAndHandle(ctx, command, foretold)
                : invokeNextThenApply(ctx, command, settled);
    }

    private @Nullable Object foretold(
            InvocationContext ctx, DataWriteCommand command, @Nullable Object value, @Nullable Throwable failure)
            throws Throwable {
        subscriptions.written(command);
        if (failure != null) {
            throw failure;
        }
        return settled(ctx, command, value);
    }

    private @Nullable Object settled(InvocationContext ctx, VisitableCommand command, @Nullable Object value) {
        WriteCommand write = (WriteCommand) command;
        if (ctx.isOriginLocal() && write instanceof DataWriteCommand own && !(write instanceof RemoveCommand)) {
            subscriptions.wrote(own);
        }
        CompletionStage<Void> unsettled =
                write.hasAnyFlag(FlagBitSets.PUT_FOR_STATE_TRANSFER) ? null : subscriptions.unsettled(write);
        return unsettled == null ? value : asyncValue(unsettled.thenApply(nothing -> value));
    }
}
