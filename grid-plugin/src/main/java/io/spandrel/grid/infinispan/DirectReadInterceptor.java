package io.spandrel.grid.infinispan;

import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.DirectReads;
import io.spandrel.grid.spi.CacheContext;
import java.util.List;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.read.GetKeyValueCommand;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.impl.CallInterceptor;
import org.infinispan.interceptors.impl.EntryWrappingInterceptor;
import org.infinispan.interceptors.locking.NonTransactionalLockingInterceptor;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryVisited;
import org.jspecify.annotations.Nullable;

/** Answers reads of a local bounded cache with what its container holds, where nobody behind this one has a say. */
final class DirectReadInterceptor implements AsyncInterceptor {

    /*
     * Behind it a read of a local cache only takes an entry from the container, puts it into the context, takes it out again, and tells
     * listeners of visits. What expires, is absent or has flags goes that way; so does all as soon as a listener wants to hear of
     * visits or the chain is not as it was built, since another interceptor may want to see reads. The chain has a list of its
     * interceptors, and a new one when they change.
     */
    private static final List<Class<? extends AsyncInterceptor>> PASSED =
            List.of(NonTransactionalLockingInterceptor.class, EntryWrappingInterceptor.class, CallInterceptor.class);

    private final DirectReads held;
    private final AsyncInterceptorChain chain;
    private final CacheNotifier<?, ?> notifier;
    private volatile Judged judged = new Judged(List.of(), false);
    private @Nullable AsyncInterceptor next;

    /** Whether the interceptors behind this one are those it may pass, in a chain. */
    private record Judged(List<AsyncInterceptor> chain, boolean direct) {}

    private DirectReadInterceptor(DirectReads held, AsyncInterceptorChain chain, CacheNotifier<?, ?> notifier) {
        this.held = held;
        this.chain = chain;
        this.notifier = notifier;
    }

    /** Puts one into a cache with a bounded container, unless members, a store or a transaction have to do with its reads. */
    static void install(CacheContext context) {
        Configuration configuration = context.configuration();
        Interceptors interceptors = new Interceptors(context);
        if (!configuration.clustering().cacheMode().isClustered()
                && !configuration.persistence().usingStores()
                && interceptors.contains(NonTransactionalLockingInterceptor.class)) {
            interceptors.addBefore(
                    NonTransactionalLockingInterceptor.class,
                    new DirectReadInterceptor(
                            BoundedContainers.directReads(context.component(ComponentRegistry.class)),
                            context.component(AsyncInterceptorChain.class),
                            context.component(CacheNotifier.class)));
        }
    }

    @Override
    public void setNextInterceptor(AsyncInterceptor interceptor) {
        next = interceptor;
    }

    @Override
    @SuppressWarnings("NullAway") // it is never the last one
    public @Nullable Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
        if (command instanceof GetKeyValueCommand get && get.getFlagsBitSet() == 0 && nobodyElseReads()) {
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
            last = new Judged(now, classesBehind(now).equals(PASSED));
            judged = last;
        }
        return last.direct() && !notifier.hasListener(CacheEntryVisited.class);
    }

    private List<Class<?>> classesBehind(List<AsyncInterceptor> interceptors) {
        return interceptors.stream()
                .skip(interceptors.indexOf(this) + 1L)
                .<Class<?>>map(AsyncInterceptor::getClass)
                .toList();
    }
}
