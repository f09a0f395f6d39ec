package io.spandrel.it.consistency;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.Cache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;

/** Keeps the next write that another member sends to a cache from going on, until it is let go. */
final class LateWrite extends BaseAsyncInterceptor {

    private final AtomicBoolean armed = new AtomicBoolean();
    private final CompletableFuture<Void> goOn = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean held;

    private final AsyncInterceptorChain chain;

    private LateWrite(AsyncInterceptorChain chain) {
        this.chain = chain;
    }

    static LateWrite holdNextAt(Cache<?, ?> cache) {
        LateWrite late = new LateWrite(ComponentRegistry.componentOf(cache, AsyncInterceptorChain.class));
        late.chain.addInterceptor(late, 0);
        late.armed.set(true);
        return late;
    }

    void awaitHeld() {
        await().until(() -> held);
    }

    /** Lets it go on, and waits until it has come to its end. */
    void letGo() {
        goOn.complete(null);
        ended.orTimeout(60, TimeUnit.SECONDS).join();
        chain.removeInterceptor(LateWrite.class);
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (command instanceof DataWriteCommand && !context.isOriginLocal() && armed.compareAndSet(true, false)) {
            held = true;
            return makeStage(asyncInvokeNext(context, command, goOn))
                    .andFinally(context, command, (ctx, write, result, failure) -> ended.complete(null));
        }
        return invokeNext(context, command);
    }
}
