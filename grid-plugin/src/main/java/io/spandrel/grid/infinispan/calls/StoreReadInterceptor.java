package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.infinispan.negativelookup.NegativeLookup;
import org.infinispan.commands.read.AbstractDataCommand;
import org.infinispan.commands.read.GetCacheEntryCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.interceptors.DDAsyncInterceptor;
import org.infinispan.interceptors.InvocationSuccessFunction;
import org.jspecify.annotations.Nullable;

/** Directly before the store is asked: tells what has become of reads of own keys that are not in memory. */
public final class StoreReadInterceptor extends DDAsyncInterceptor {

    private final ReadPaths paths;
    private final @Nullable NegativeLookup lookup;
    private final InvocationSuccessFunction<AbstractDataCommand> answered = this::answered;

    StoreReadInterceptor(ReadPaths paths, @Nullable NegativeLookup lookup) {
        this.paths = paths;
        this.lookup = lookup;
    }

    @Override
    public @Nullable Object visitGetKeyValueCommand(InvocationContext ctx, GetKeyValueCommand command) {
        return read(ctx, command);
    }

    @Override
    public @Nullable Object visitGetCacheEntryCommand(InvocationContext ctx, GetCacheEntryCommand command) {
        return read(ctx, command);
    }

    /* An own key that is not in memory stands in the context as one without a value, another member's key does not. */
    private @Nullable Object read(InvocationContext ctx, AbstractDataCommand command) {
        CacheEntry<?, ?> known = ctx.isOriginLocal() ? ctx.lookupEntry(command.getKey()) : null;
        return known == null || !known.isNull() || command.hasAnyFlag(FlagBitSets.SKIP_STATISTICS)
                ? invokeNext(ctx, command)
                : invokeNextThenApply(ctx, command, answered);
    }

    private @Nullable Object answered(InvocationContext ctx, AbstractDataCommand command, @Nullable Object value) {
        if (value != null) {
            paths.answeredFromStore();
        } else if (lookup != null && lookup.absentHere(command.getSegment(), command.getKey())) {
            paths.answeredAbsent();
        }
        return value;
    }
}
