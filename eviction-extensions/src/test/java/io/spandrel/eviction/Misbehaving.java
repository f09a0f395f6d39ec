package io.spandrel.eviction;

import java.util.ArrayDeque;
import java.util.Deque;

/** FIFO, with one fault. */
final class Misbehaving implements EvictionPolicyFactory {

    enum Fault {
        THROWS_ON_NEW_ENTRY,
        THROWS_ON_TOUCH,
        THROWS_ON_INSERT,
        THROWS_ON_HIT,
        THROWS_ON_UPDATE,
        THROWS_ON_REMOVE,
        THROWS_ON_RESIZE,
        THROWS_ON_VICTIM,
        OFFERS_NOBODY,
        OFFERS_A_STRANGER,
        OFFERS_THE_SAME_TWICE
    }

    private final Fault fault;

    Misbehaving(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "misbehaving";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy();
    }

    private void unless(Fault trigger) {
        if (fault == trigger) {
            throw new IllegalStateException(trigger.name());
        }
    }

    private final class Node extends PolicyEntry {
        @Override
        protected boolean touch() {
            unless(Fault.THROWS_ON_TOUCH);
            return true;
        }
    }

    private final class Policy implements EvictionPolicy<Node> {

        private final Deque<Node> queue = new ArrayDeque<>();
        private int created;

        @Override
        public Node newEntry() {
            if (created++ > 3) {
                unless(Fault.THROWS_ON_NEW_ENTRY);
            }
            return new Node();
        }

        @Override
        public void onInsert(Node entry) {
            if (queue.size() == 3) {
                unless(Fault.THROWS_ON_INSERT);
            }
            queue.add(entry);
        }

        @Override
        public void onHit(Node entry) {
            unless(Fault.THROWS_ON_HIT);
        }

        @Override
        public void onUpdate(Node entry, int oldWeight) {
            unless(Fault.THROWS_ON_UPDATE);
        }

        @Override
        public void onRemove(Node entry) {
            unless(Fault.THROWS_ON_REMOVE);
            queue.remove(entry);
        }

        @Override
        public void onResize(long capacity) {
            unless(Fault.THROWS_ON_RESIZE);
        }

        @Override
        public Node victim() {
            unless(Fault.THROWS_ON_VICTIM);
            return switch (fault) {
                case OFFERS_NOBODY -> null;
                case OFFERS_A_STRANGER -> new Node();
                case OFFERS_THE_SAME_TWICE -> queue.peek();
                default -> queue.poll();
            };
        }
    }
}
