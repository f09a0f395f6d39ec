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
        return new Policy();
    }

    private static final class Node extends LinkedEntry {}

    private static final class Policy implements EvictionPolicy<Node> {

        private final EntryQueue<Node> queue = new EntryQueue<>();
        private boolean wantsMore;

        @Override
        public Node newEntry() {
            return new Node();
        }

        @Override
        public void onInsert(Node entry) {
            queue.add(entry);
        }

        @Override
        public void onHit(Node entry) {
            wantsMore = true;
        }

        @Override
        public void onRemove(Node entry) {
            queue.remove(entry);
        }

        @Override
        public boolean wantsMore() {
            return wantsMore;
        }

        @Override
        public @Nullable Node victim() {
            Node newest = null;
            for (Node entry : queue) {
                newest = entry;
            }
            if (wantsMore || newest == null) {
                wantsMore = false;
                return null;
            }
            queue.remove(newest);
            return newest;
        }
    }
}
