package io.spandrel.it.consistency;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;

/** A member that takes no write of others and answers none, as if it were frozen, until it is told to answer. */
final class SilentMember extends BaseAsyncInterceptor {

    private final CompletableFuture<Void> goOn = new CompletableFuture<>();
    private final AtomicInteger heard = new AtomicInteger();
    private final AsyncInterceptorChain chain;

    private SilentMember(AsyncInterceptorChain chain) {
        this.chain = chain;
    }

    static SilentMember at(Cache<?, ?> cache) {
        SilentMember silent = new SilentMember(ComponentRegistry.componentOf(cache, AsyncInterceptorChain.class));
        silent.chain.addInterceptor(silent, 0);
        return silent;
    }

    /** How many writes have been sent to it. */
    int heard() {
        return heard.get();
    }

    /** Has it take what it was sent, and all that follows. */
    void answer() {
        goOn.complete(null);
        chain.removeInterceptor(SilentMember.class);
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (command instanceof DataWriteCommand && !context.isOriginLocal() && !goOn.isDone()) {
            heard.incrementAndGet();
            return asyncInvokeNext(context, command, goOn);
        }
        return invokeNext(context, command);
    }
}
