package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.spi.CacheContext;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.AsyncInterceptorChain;

/** A starting cache's chain of interceptors, and ours in it. */
public final class Interceptors {

    /*
     * Each interceptor that a read passes costs it some percent of its time. So one of ours takes the place of one of Infinispan's,
     * whose work it does too, wherever that is possible.
     */
    private final AsyncInterceptorChain chain;
    private final BasicComponentRegistry components;

    public Interceptors(CacheContext context) {
        this.chain = context.component(AsyncInterceptorChain.class);
        this.components = context.component(BasicComponentRegistry.class);
    }

    /** Has an interceptor injected and started before the chain is used; it may stand in the chain, or behind one that does. */
    public <T extends AsyncInterceptor> T register(T interceptor) {
        String name = interceptor.getClass().getName();
        components.registerComponent(name, interceptor, true);
        components.addDynamicDependency(AsyncInterceptorChain.class.getName(), name);
        return interceptor;
    }

    /** Puts a registered one in the place of one of exactly this class. */
    public void replace(Class<? extends AsyncInterceptor> present, AsyncInterceptor interceptor) {
        done(chain.replaceInterceptor(interceptor, present), present);
    }

    /** Puts one before the one of this class or a subclass. */
    public void addBefore(Class<? extends AsyncInterceptor> present, AsyncInterceptor interceptor) {
        AsyncInterceptor found = chain.findInterceptorExtending(present);
        done(found != null && chain.addInterceptorBefore(interceptor, found.getClass()), present);
    }

    /** Whether there is one of exactly this class. */
    public boolean contains(Class<? extends AsyncInterceptor> type) {
        return chain.containsInterceptorType(type);
    }

    private void done(boolean done, Class<? extends AsyncInterceptor> present) {
        if (!done) {
            throw new IllegalStateException("There is no " + present.getName() + " in the chain " + chain);
        }
    }
}
