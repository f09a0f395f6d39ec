package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.infinispan.commands.FlagAffectedCommand;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.functional.ReadOnlyManyCommand;
import org.infinispan.commands.read.AbstractDataCommand;
import org.infinispan.commands.read.GetAllCommand;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.container.entries.NullCacheEntry;
import org.infinispan.container.impl.EntryFactory;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.expiration.impl.TouchCommand;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Reads from as many owners as the level asks for, before anything below looks for the key. What they have is then in the
 * command's context, and the command is carried out on that: nobody below asks again.
 */
public final class ReadInterceptor extends BaseAsyncInterceptor {

    /** Reads that ask for what is at hand, not for what the cluster has. */
    private static final long AT_HAND =
            FlagBitSets.CACHE_MODE_LOCAL | FlagBitSets.SKIP_REMOTE_LOOKUP | FlagBitSets.SKIP_CACHE_LOAD;

    private final ConsistencyLevel configured;
    private final ReadRepairs reads;

    @Inject
    EntryFactory entries;

    @SuppressWarnings("NullAway.Init")
    public ReadInterceptor(ConsistencyLevel configured, ReadRepairs reads) {
        this.configured = configured;
        this.reads = reads;
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (command instanceof AbstractDataCommand single) {
            return atHand(context, single.getFlagsBitSet()) || command instanceof TouchCommand
                    ? invokeNext(context, single)
                    : read(context, single, List.of(single.getKey()));
        }
        if (command instanceof GetAllCommand all && !atHand(context, all.getFlagsBitSet())) {
            return read(context, all, all.getKeys());
        }
        if (command instanceof ReadOnlyManyCommand<?, ?, ?> many && !atHand(context, many.getFlagsBitSet())) {
            return read(context, many, many.getKeys());
        }
        return invokeNext(context, command);
    }

    /*
     * Most reads go on from here. They are told apart by what their classes tell, without a check for an interface: threads that
     * make such checks on one class hold each other up on a JVM before 23 (JDK-8180450). Hence also the class
     * AbstractDataWriteCommand, and not the interface, where interceptors pick out writes.
     */
    private boolean atHand(InvocationContext context, long flags) {
        return level(flags) == ConsistencyLevel.ONE || !context.isOriginLocal() || (flags & AT_HAND) != 0;
    }

    private ConsistencyLevel level(long flags) {
        ConsistencyLevel asked = CallLevels.read(flags);
        return asked == null ? configured : asked;
    }

    private <C extends VisitableCommand & FlagAffectedCommand> Object read(
            InvocationContext context, C command, Collection<?> keys) {
        ConsistencyLevel level = level(command.getFlagsBitSet());
        List<Object> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
        return asyncInvokeNext(context, command, reads.read(distinct, level).thenAccept(found -> {
            for (int i = 0; i < distinct.size(); i++) {
                put(context, distinct.get(i), found.get(i));
            }
            /* A delete that is newer than what this member's store has would be passed by. */
            command.addFlags(FlagBitSets.SKIP_CACHE_LOAD);
        }));
    }

    private void put(InvocationContext context, Object key, @Nullable InternalCacheValue<?> value) {
        CacheEntry<?, ?> entry = value == null ? NullCacheEntry.getInstance() : value.toInternalCacheEntry(key);
        entries.wrapExternalEntry(context, key, entry, true, false);
    }
}
