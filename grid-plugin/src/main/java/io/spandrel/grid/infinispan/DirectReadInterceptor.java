package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.DirectReads;
import io.spandrel.grid.infinispan.calls.StoreReadInterceptor;
import io.spandrel.grid.infinispan.consistency.AccessInterceptor;
import io.spandrel.grid.infinispan.consistency.VersionedCall;
import io.spandrel.grid.infinispan.consistency.VersionedDistribution;
import io.spandrel.grid.infinispan.negativelookup.RemoteReadInterceptor;
import io.spandrel.grid.infinispan.negativelookup.SubscriptionInterceptor;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.commons.time.TimeService;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.context.InvocationContext;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.distribution.NonTxDistributionInterceptor;
import org.infinispan.interceptors.distribution.TriangleDistributionInterceptor;
import org.infinispan.interceptors.impl.CacheLoaderInterceptor;
import org.infinispan.interceptors.impl.CacheWriterInterceptor;
import org.infinispan.interceptors.impl.CallInterceptor;
import org.infinispan.interceptors.impl.ClusteredCacheLoaderInterceptor;
import org.infinispan.interceptors.impl.DistCacheWriterInterceptor;
import org.infinispan.interceptors.impl.EntryWrappingInterceptor;
import org.infinispan.interceptors.impl.NonTxIracRemoteSiteInterceptor;
import org.infinispan.interceptors.impl.PassivationCacheLoaderInterceptor;
import org.infinispan.interceptors.impl.PassivationClusteredCacheLoaderInterceptor;
import org.infinispan.interceptors.impl.PassivationWriterInterceptor;
import org.infinispan.interceptors.locking.NonTransactionalLockingInterceptor;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryVisited;
import org.infinispan.statetransfer.StateTransferInterceptor;
import org.jspecify.annotations.Nullable;

/** Answers reads of keys that this member owns with what its container holds, where nobody behind this one has a say. */
final class DirectReadInterceptor implements AsyncInterceptor {

    /*
     * With a read of an own key that is in memory these only take it from the container, put it into the context, find it there, and tell
     * listeners of visits. What is absent, another member's, idle or over, or has flags goes their way; so does all as soon as a
     * listener wants to hear of visits or another interceptor is behind this one, since it may want to see reads. The chain has a list
     * of its interceptors, and a new one when they change.
     */
    private static final Set<Class<? extends AsyncInterceptor>> PASSED = Set.of(
            SubscriptionInterceptor.class,
            StateTransferInterceptor.class,
            NonTransactionalLockingInterceptor.class,
            AccessInterceptor.class,
            EntryWrappingInterceptor.class,
            StoreReadInterceptor.class,
            CacheLoaderInterceptor.class,
            ClusteredCacheLoaderInterceptor.class,
            PassivationCacheLoaderInterceptor.class,
            PassivationClusteredCacheLoaderInterceptor.class,
            CacheWriterInterceptor.class,
            DistCacheWriterInterceptor.class,
            PassivationWriterInterceptor.class,
            RemoteReadInterceptor.class,
            NonTxDistributionInterceptor.class,
            TriangleDistributionInterceptor.class,
            VersionedDistribution.class,
            NonTxIracRemoteSiteInterceptor.class,
            VersionedCall.class,
            CallInterceptor.class);

    private final DirectReads held;
    private final IntPredicate owned;
    private final AsyncInterceptorChain chain;
    private final CacheNotifier<?, ?> notifier;
    private volatile Judged judged = new Judged(List.of(), false);
    private @Nullable AsyncInterceptor next;

    /** Whether the interceptors behind this one are those it may pass, in a chain. */
    private record Judged(List<AsyncInterceptor> chain, boolean direct) {}

    private DirectReadInterceptor(
            DirectReads held, IntPredicate owned, AsyncInterceptorChain chain, CacheNotifier<?, ?> notifier) {
        this.held = held;
        this.owned = owned;
        this.chain = chain;
        this.notifier = notifier;
    }

    /**
     * Puts one into a cache that is starting and has its capabilities, before as many interceptors as it may pass. Transactions, and
     * reads that ask several owners, leave it none.
     */
    static void install(ComponentRegistry cache) {
        GridCacheConfiguration grid = cache.getConfiguration().module(GridCacheConfiguration.class);
        ConsistencyConfiguration consistency = grid == null ? null : grid.consistency();
        AsyncInterceptorChain chain = cache.getComponent(AsyncInterceptorChain.class);
        List<AsyncInterceptor> all = chain.getInterceptors();
        int first = firstPassed(all);
        boolean worthwhile = all.stream().skip(first).anyMatch(NonTransactionalLockingInterceptor.class::isInstance);
        if (worthwhile && (consistency == null || consistency.read() == ConsistencyLevel.ONE)) {
            chain.addInterceptorBefore(
                    new DirectReadInterceptor(
                            held(cache), owned(cache), chain, cache.getComponent(CacheNotifier.class)),
                    all.get(first).getClass());
        }
    }

    private static DirectReads held(ComponentRegistry cache) {
        TimeService time = cache.getComponent(TimeService.class);
        Predicate<InternalCacheEntry<?, ?>> lives =
                entry -> !entry.canExpire() || !entry.canExpireMaxIdle() && !entry.isExpired(time.wallClockTime());
        DirectReads bounded = BoundedContainers.directReads(cache, lives);
        if (bounded != null) {
            return bounded;
        }
        InternalDataContainer<?, ?> container = cache.getComponent(InternalDataContainer.class);
        return (segment, key) -> {
            InternalCacheEntry<?, ?> entry = container.peek(segment, key);
            return entry != null && lives.test(entry) ? entry : null;
        };
    }

    private static IntPredicate owned(ComponentRegistry cache) {
        if (!cache.getConfiguration().clustering().cacheMode().isClustered()) {
            return segment -> true;
        }
        DistributionManager distribution = cache.getComponent(DistributionManager.class);
        return segment -> distribution.getCacheTopology().isSegmentReadOwner(segment);
    }

    @Override
    public void setNextInterceptor(AsyncInterceptor interceptor) {
        next = interceptor;
    }

    @Override
    @SuppressWarnings("NullAway") // it is never the last one
    public @Nullable Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
        if (command instanceof GetKeyValueCommand get
                && get.getFlagsBitSet() == 0
                && context.isOriginLocal()
                && nobodyElseReads()
                && owned.test(get.getSegment())) {
            InternalCacheEntry<?, ?> entry = held.read(get.getSegment(), get.getKey());
            if (entry != null) {
                return entry.getValue();
            }
        }
        return next.visitCommand(context, command);
    }

    private boolean nobodyElseReads() {
        List<AsyncInterceptor> now = chain.getInterceptors();
        Judged last = judged;
        if (last.chain() != now) {
            last = new Judged(now, firstPassed(now) == now.indexOf(this) + 1);
            judged = last;
        }
        return last.direct() && !notifier.hasListener(CacheEntryVisited.class);
    }

    /* From there on, up to the end, all may be passed. */
    private static int firstPassed(List<AsyncInterceptor> interceptors) {
        int first = interceptors.size();
        while (first > 0 && PASSED.contains(interceptors.get(first - 1).getClass())) {
            first--;
        }
        return first;
    }
}
