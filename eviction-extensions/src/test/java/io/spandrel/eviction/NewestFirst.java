package io.spandrel.eviction;

/** A user's own policy, as short as they get: the newest entry leaves first. */
public final class NewestFirst implements EvictionPolicyFactory {

    @Override
    public String name() {
        return "newest-first";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy();
    }

    private static final class Node extends LinkedEntry {}

    private static final class Policy implements EvictionPolicy<Node> {

        private final EntryQueue<Node> queue = new EntryQueue<>();

        @Override
        public Node newEntry() {
            return new Node();
        }

        @Override
        public void onInsert(Node entry) {
            queue.add(entry);
        }

        @Override
        public void onRemove(Node entry) {
            queue.remove(entry);
        }

        @Override
        public Node victim() {
            Node newest = null;
            for (Node entry : queue) {
                newest = entry;
            }
            if (newest != null) {
                queue.remove(newest);
            }
            return newest;
        }
    }
}
