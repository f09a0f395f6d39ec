package io.spandrel.it.consistency;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateProvider;

/**
 * Has an owner promise state to members that join, and send none, as if it were so slow that a merge has it give up before it
 * has begun.
 */
final class LostTransfers {

    private final Set<Address> asked = ConcurrentHashMap.newKeySet();
    private final BasicComponentRegistry components;
    private final StateProvider provider;

    private LostTransfers(Cache<?, ?> cache) {
        components = ComponentRegistry.componentOf(cache, BasicComponentRegistry.class);
        provider = components.getComponent(StateProvider.class).running();
    }

    static LostTransfers from(Cache<?, ?> cache) {
        LostTransfers transfers = new LostTransfers(cache);
        transfers.provide((StateProvider) Proxy.newProxyInstance(
                StateProvider.class.getClassLoader(),
                new Class<?>[] {StateProvider.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("startOutboundTransfer")) {
                        transfers.asked.add((Address) arguments[0]);
                        return null;
                    }
                    try {
                        return method.invoke(transfers.provider, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        return transfers;
    }

    boolean asked() {
        return !asked.isEmpty();
    }

    /** From now on state is sent to who asks for it. */
    void over() {
        provide(provider);
    }

    private void provide(StateProvider by) {
        components.replaceComponent(StateProvider.class.getName(), by, false);
        components.rewire();
    }
}
