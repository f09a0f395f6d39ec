package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/** The newest entry leaves first. After a hit this policy wants more to leave, but finds nobody for that. */
final class WantsMore implements EvictionPolicyFactory {

    @Override
    public String name() {
        return "wants-more";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy<>(new NewestFirst().create(settings));
    }

    private static final class Policy<E extends PolicyEntry> implements EvictionPolicy<E> {

        private final EvictionPolicy<E> newestFirst;
        private boolean wantsMore;

        Policy(EvictionPolicy<E> newestFirst) {
            this.newestFirst = newestFirst;
        }

        @Override
        public E newEntry() {
            return newestFirst.newEntry();
        }

        @Override
        public void onInsert(E entry) {
            newestFirst.onInsert(entry);
        }

        @Override
        public void onHit(E entry) {
            wantsMore = true;
        }

        @Override
        public void onRemove(E entry) {
            newestFirst.onRemove(entry);
        }

        @Override
        public boolean wantsMore() {
            return wantsMore;
        }

        @Override
        public @Nullable E victim() {
            if (wantsMore) {
                wantsMore = false;
                return null;
            }
            return newestFirst.victim();
        }
    }
}
