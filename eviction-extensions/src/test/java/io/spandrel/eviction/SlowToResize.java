package io.spandrel.eviction;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** LRU that holds the evictor's lock in its first resize until it is told to go on. */
final class SlowToResize implements EvictionPolicyFactory {

    final CountDownLatch resizing = new CountDownLatch(1);
    final CountDownLatch resized = new CountDownLatch(1);
    private final EvictionPolicy.Overwrite overwrite;

    SlowToResize(EvictionPolicy.Overwrite overwrite) {
        this.overwrite = overwrite;
    }

    @Override
    public String name() {
        return "slow-to-resize";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy();
    }

    private final class Policy implements EvictionPolicy<LinkedEntry> {

        private final LruPolicy lru = new LruPolicy();

        @Override
        public LinkedEntry newEntry() {
            return lru.newEntry();
        }

        @Override
        public void onInsert(LinkedEntry entry) {
            lru.onInsert(entry);
        }

        @Override
        public void onHit(LinkedEntry entry) {
            lru.onHit(entry);
        }

        @Override
        public Overwrite overwrite() {
            return overwrite;
        }

        @Override
        public void onRemove(LinkedEntry entry) {
            lru.onRemove(entry);
        }

        @Override
        public @Nullable LinkedEntry victim() {
            return lru.victim();
        }

        @Override
        public void onResize(long capacity) {
            resizing.countDown();
            try {
                resized.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
