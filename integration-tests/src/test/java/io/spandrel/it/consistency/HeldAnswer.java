package io.spandrel.it.consistency;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.Cache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;

/** Has the next write that another member sends to a cache take effect, and keeps it from being answered until it is let go. */
final class HeldAnswer extends BaseAsyncInterceptor {

    private static final String ABOVE = "AccessInterceptor";

    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CompletableFuture<Void> goOn = new CompletableFuture<>();
    private volatile boolean held;

    static HeldAnswer ofNextAt(Cache<?, ?> cache) {
        AsyncInterceptorChain chain = ComponentRegistry.componentOf(cache, AsyncInterceptorChain.class);
        HeldAnswer answer = new HeldAnswer();
        Class<? extends AsyncInterceptor> above = chain.getInterceptors().stream()
                .map(AsyncInterceptor::getClass)
                .filter(type -> type.getSimpleName().equals(ABOVE))
                .findFirst()
                .orElseThrow();
        chain.addInterceptorAfter(answer, above);
        return answer;
    }

    void awaitHeld() {
        await().until(() -> held);
    }

    void letGo() {
        goOn.complete(null);
    }

    @Override
    public Object visitCommand(InvocationContext context, VisitableCommand command) {
        if (!(command instanceof DataWriteCommand) || context.isOriginLocal() || !armed.compareAndSet(true, false)) {
            return invokeNext(context, command);
        }
        return invokeNextThenApply(context, command, (ctx, write, result) -> {
            held = true;
            return delayedValue(goOn, result);
        });
    }
}
