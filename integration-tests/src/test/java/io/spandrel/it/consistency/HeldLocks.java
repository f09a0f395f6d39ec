package io.spandrel.it.consistency;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.util.concurrent.locks.LockManager;

/** Keys whose primaries can neither write nor repair them, because somebody else has their locks. */
final class HeldLocks implements AutoCloseable {

    private final List<? extends Cache<?, ?>> members;
    private final Collection<?> keys;

    private HeldLocks(List<? extends Cache<?, ?>> members, Collection<?> keys) {
        this.members = members;
        this.keys = keys;
    }

    static HeldLocks of(List<? extends Cache<?, ?>> members, Collection<?> keys) {
        HeldLocks held = new HeldLocks(members, keys);
        for (Object key : keys) {
            try {
                held.locksOf(key).lock(key, held, 10, TimeUnit.SECONDS).lock();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return held;
    }

    @Override
    public void close() {
        keys.forEach(key -> locksOf(key).unlock(key, this));
    }

    private LockManager locksOf(Object key) {
        return ComponentRegistry.componentOf(Copies.primary(members, key), LockManager.class);
    }
}
