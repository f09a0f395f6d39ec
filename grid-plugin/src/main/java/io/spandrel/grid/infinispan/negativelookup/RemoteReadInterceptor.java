package io.spandrel.grid.infinispan.negativelookup;

import java.util.Collection;
import java.util.Map;
import org.infinispan.commands.FlagAffectedCommand;
import org.infinispan.commands.functional.ReadOnlyKeyCommand;
import org.infinispan.commands.functional.ReadOnlyManyCommand;
import org.infinispan.commands.read.AbstractDataCommand;
import org.infinispan.commands.read.GetAllCommand;
import org.infinispan.commands.read.GetCacheEntryCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.container.entries.NullCacheEntry;
import org.infinispan.container.impl.EntryFactory;
import org.infinispan.context.InvocationContext;
import org.infinispan.interceptors.DDAsyncInterceptor;

/**
 * Directly before owners are asked: leaves out keys that are absent for certain, and takes note of those that were asked
 * for in vain.
 */
public final class RemoteReadInterceptor extends DDAsyncInterceptor {

    private final Subscriptions subscriptions;
    private final EntryFactory entries;

    RemoteReadInterceptor(Subscriptions subscriptions, EntryFactory entries) {
        this.subscriptions = subscriptions;
        this.entries = entries;
    }

    @Override
    public Object visitGetKeyValueCommand(InvocationContext ctx, GetKeyValueCommand command) {
        return read(ctx, command);
    }

    @Override
    public Object visitGetCacheEntryCommand(InvocationContext ctx, GetCacheEntryCommand command) {
        return read(ctx, command);
    }

    @Override
    public Object visitGetAllCommand(InvocationContext ctx, GetAllCommand command) {
        if (!asksElsewhere(ctx, command)) {
            return invokeNext(ctx, command);
        }
        leaveOut(ctx, command.getKeys());
        long begin = System.nanoTime();
        return invokeNextThenApply(ctx, command, (context, read, found) -> {
            if (found instanceof Map<?, ?> entries) {
                missed(read.getKeys(), entries, System.nanoTime() - begin);
            }
            return found;
        });
    }

    @Override
    public Object visitReadOnlyKeyCommand(InvocationContext ctx, ReadOnlyKeyCommand command) {
        if (asksElsewhere(ctx, command)) {
            leaveOut(ctx, command.getKey(), command.getSegment());
        }
        return invokeNext(ctx, command);
    }

    @Override
    public Object visitReadOnlyManyCommand(InvocationContext ctx, ReadOnlyManyCommand command) {
        if (asksElsewhere(ctx, command)) {
            leaveOut(ctx, command.getKeys());
        }
        return invokeNext(ctx, command);
    }

    private Object read(InvocationContext ctx, AbstractDataCommand command) {
        if (!asksElsewhere(ctx, command) || ctx.lookupEntry(command.getKey()) != null) {
            return invokeNext(ctx, command);
        }
        long begin = System.nanoTime();
        return invokeNextThenApply(ctx, command, (context, read, value) -> {
            if (value == null) {
                subscriptions.copies().missed(read.getSegment(), System.nanoTime() - begin);
            }
            return value;
        });
    }

    private static boolean asksElsewhere(InvocationContext ctx, FlagAffectedCommand command) {
        return ctx.isOriginLocal() && !command.hasAnyFlag(SubscriptionInterceptor.NOT_ASKED_ELSEWHERE);
    }

    private void leaveOut(InvocationContext ctx, Collection<?> keys) {
        for (Object key : keys) {
            leaveOut(ctx, key, subscriptions.segment(key));
        }
    }

    /* What is in the context is no longer asked for, as it would be with an owner's own key. */
    private void leaveOut(InvocationContext ctx, Object key, int segment) {
        if (ctx.lookupEntry(key) == null && subscriptions.excludes(segment, key)) {
            subscriptions.answeredAbsent();
            entries.wrapExternalEntry(ctx, key, NullCacheEntry.getInstance(), true, false);
        }
    }

    private void missed(Collection<?> keys, Map<?, ?> found, long nanos) {
        for (Object key : keys) {
            int segment = subscriptions.segment(key);
            if (found.get(key) == null && !subscriptions.owns(segment) && !subscriptions.excludes(segment, key)) {
                subscriptions.copies().missed(segment, nanos / keys.size());
            }
        }
    }
}
