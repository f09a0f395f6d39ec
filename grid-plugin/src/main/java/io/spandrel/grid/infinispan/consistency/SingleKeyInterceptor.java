package io.spandrel.grid.infinispan.consistency;

import io.reactivex.rxjava3.core.Flowable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinispan.commands.CommandsFactory;
import org.infinispan.commands.functional.AbstractWriteManyCommand;
import org.infinispan.commands.functional.ReadWriteManyCommand;
import org.infinispan.commands.functional.ReadWriteManyEntriesCommand;
import org.infinispan.commands.functional.WriteOnlyManyCommand;
import org.infinispan.commands.functional.WriteOnlyManyEntriesCommand;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.ClearCommand;
import org.infinispan.commands.write.PutMapCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.InvocationContextFactory;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.impl.ComponentRef;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.impl.VersionInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Makes writes of single keys of a write of many, so that each is locked, versioned and acknowledged for itself; and of a clear
 * a delete of all that is older than it.
 */
public final class SingleKeyInterceptor extends VersionInterceptor {

    /*
     * It takes the place of Infinispan's first interceptor that has nothing to do with many keys, above those that count, lock, or
     * know of topologies, and does its work too: one more interceptor would cost every read.
     */
    private static final int AT_ONCE = 64;

    private final CacheClear clear;

    @Inject
    ComponentRef<AsyncInterceptorChain> chain;

    @Inject
    CommandsFactory commands;

    @Inject
    InvocationContextFactory contexts;

    @Inject
    KeyPartitioner segments;

    @SuppressWarnings("NullAway.Init")
    public SingleKeyInterceptor(CacheClear clear) {
        this.clear = clear;
    }

    @Override
    public Object visitClearCommand(InvocationContext context, ClearCommand command) {
        return context.isOriginLocal() && !command.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                ? asyncValue(clear.everywhere())
                : invokeNext(context, command);
    }

    @Override
    public Object visitPutMapCommand(InvocationContext context, PutMapCommand command) {
        Map<Object, Object> map = command.getMap();
        long flags = command.getFlagsBitSet();
        CompletionStage<List<@Nullable Object>> before = each(
                map.keySet(),
                key -> commands.buildPutKeyValueCommand(key, map.get(key), segment(key), command.getMetadata(), flags));
        return command.hasAnyFlag(FlagBitSets.IGNORE_RETURN_VALUES)
                ? asyncValue(before.thenApply(values -> null))
                : asyncValue(before.thenApply(values -> byKey(map.keySet(), values)));
    }

    @Override
    public Object visitWriteOnlyManyCommand(InvocationContext context, WriteOnlyManyCommand command) {
        return asyncValue(each(
                        command.getAffectedKeys(),
                        key -> flagged(
                                commands.buildWriteOnlyKeyCommand(
                                        key,
                                        command.getConsumer(),
                                        segment(key),
                                        command.getParams(),
                                        command.getKeyDataConversion(),
                                        command.getValueDataConversion()),
                                command))
                .thenApply(nothing -> null));
    }

    @Override
    public Object visitWriteOnlyManyEntriesCommand(InvocationContext context, WriteOnlyManyEntriesCommand command) {
        return asyncValue(each(
                        command.getAffectedKeys(),
                        key -> flagged(
                                commands.buildWriteOnlyKeyValueCommand(
                                        key,
                                        command.getArguments().get(key),
                                        command.getBiConsumer(),
                                        segment(key),
                                        command.getParams(),
                                        command.getKeyDataConversion(),
                                        command.getValueDataConversion()),
                                command))
                .thenApply(nothing -> null));
    }

    @Override
    public Object visitReadWriteManyCommand(InvocationContext context, ReadWriteManyCommand command) {
        return asyncValue(each(
                command.getAffectedKeys(),
                key -> flagged(
                        commands.buildReadWriteKeyCommand(
                                key,
                                command.getFunction(),
                                segment(key),
                                command.getParams(),
                                command.getKeyDataConversion(),
                                command.getValueDataConversion()),
                        command)));
    }

    @Override
    public Object visitReadWriteManyEntriesCommand(InvocationContext context, ReadWriteManyEntriesCommand command) {
        return asyncValue(each(
                command.getAffectedKeys(),
                key -> flagged(
                        commands.buildReadWriteKeyValueCommand(
                                key,
                                command.getArguments().get(key),
                                command.getBiFunction(),
                                segment(key),
                                command.getParams(),
                                command.getKeyDataConversion(),
                                command.getValueDataConversion()),
                        command)));
    }

    /** Invokes a command for each key; completes with the results in the order of the keys, or with the first failure. */
    private CompletionStage<List<@Nullable Object>> each(
            Collection<?> keys, Function<Object, ? extends AbstractDataWriteCommand> command) {
        return Flowable.fromIterable(keys)
                .concatMapEager(key -> invoke(command.apply(key)), AT_ONCE, 1)
                .collect(
                        () -> new ArrayList<@Nullable Object>(keys.size()),
                        (results, result) -> results.add(result.orElse(null)))
                .<List<@Nullable Object>>map(results -> results)
                .toCompletionStage();
    }

    private Flowable<Optional<Object>> invoke(AbstractDataWriteCommand command) {
        InvocationContext context = contexts.createSingleKeyNonTxInvocationContext();
        context.setLockOwner(command.getKeyLockOwner());
        return Flowable.fromCompletionStage(
                chain.running().invokeAsync(context, command).thenApply(Optional::ofNullable));
    }

    private static AbstractDataWriteCommand flagged(
            AbstractDataWriteCommand command, AbstractWriteManyCommand<?, ?> many) {
        command.setFlagsBitSet(many.getFlagsBitSet());
        return command;
    }

    private int segment(Object key) {
        return segments.getSegment(key);
    }

    private static Map<Object, @Nullable Object> byKey(Collection<Object> keys, List<@Nullable Object> values) {
        Map<Object, @Nullable Object> byKey = new HashMap<>();
        int i = 0;
        for (Object key : keys) {
            byKey.put(key, values.get(i++));
        }
        return byKey;
    }
}
