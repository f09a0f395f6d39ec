package io.spandrel.eviction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** FIFO, with one fault that a running cache would not notice, or too late. */
final class BrokenPolicy implements EvictionPolicyFactory {

    /** What is wrong, and the rule of the contract that says so. */
    enum Fault {
        NAME_WITH_SPACES("name_always_isLowerCaseWithoutSpaces"),
        ONE_ENTRY_FOR_ALL("newEntry_always_isBlankAndOfOneClass"),
        ENTRIES_OF_TWO_CLASSES("newEntry_always_isBlankAndOfOneClass"),
        ONE_QUEUE_FOR_ALL_CACHES("create_twice_policiesShareNothing"),
        VICTIM_OF_AN_EMPTY_CACHE("victim_emptyPolicy_isNone"),
        KEEPS_WHAT_WAS_REMOVED("victim_emptyPolicy_isNone"),
        WANTS_ALL_TO_LEAVE("insert_roomForAll_keepsSome"),
        FORGETS_EVERY_TENTH("victim_untilEmptyAtCapacity10_namesEachEntryOnce"),
        FORGETS_WHEN_RESIZED("resize_downAndUp_keepsTheBound"),
        ONLY_EVERY_OTHER_VICTIM_AT_CAPACITY_ONE("events_atRandomAtCapacity1_keepTheBound"),
        FORGETS_HEAVY_ENTRIES("weights_atRandomAtCapacity100_keepTheBound"),
        HIT_ADDS_IT_AGAIN("hits_lateOrLost_areNoHarm"),
        FAILS_IN_READER_THREADS("hits_fromManyThreads_areNoHarm"),
        VICTIM_BY_CHANCE("sameEvents_twoPolicies_chooseTheSameVictims"),
        HIDES_WHAT_UPDATES_DO("overwrite_asDeclared_hasTheVictimsOfOnUpdate");

        final String rule;

        Fault(String rule) {
            this.rule = rule;
        }
    }

    private static final AtomicInteger CHANCE = new AtomicInteger();

    private final Fault fault;
    private final Deque<PolicyEntry> common = new ArrayDeque<>();
    private final PolicyEntry single = new Node();

    BrokenPolicy(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return fault == Fault.NAME_WITH_SPACES ? "Broken Policy" : "broken";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy(settings.capacity());
    }

    private class Node extends PolicyEntry {

        private final Thread maker = Thread.currentThread();

        @Override
        protected boolean touch() {
            if (fault == Fault.FAILS_IN_READER_THREADS && maker != Thread.currentThread()) {
                throw new IllegalStateException("not my thread");
            }
            return true;
        }
    }

    private final class OtherNode extends Node {}

    private final class Policy implements EvictionPolicy<PolicyEntry> {

        private final long capacity;
        private final Deque<PolicyEntry> queue = is(Fault.ONE_QUEUE_FOR_ALL_CACHES) ? common : new ArrayDeque<>();
        private int made;
        private int asked;

        Policy(long capacity) {
            this.capacity = capacity;
        }

        private boolean is(Fault trigger) {
            return fault == trigger;
        }

        @Override
        public PolicyEntry newEntry() {
            made++;
            if (is(Fault.ONE_ENTRY_FOR_ALL)) {
                return single;
            }
            return is(Fault.ENTRIES_OF_TWO_CLASSES) && made % 2 == 0 ? new OtherNode() : new Node();
        }

        @Override
        public void onInsert(PolicyEntry entry) {
            boolean forgotten = (is(Fault.FORGETS_EVERY_TENTH) && made % 10 == 0)
                    || (is(Fault.FORGETS_HEAVY_ENTRIES) && entry.weight() > 25);
            if (!forgotten) {
                queue.add(entry);
            }
        }

        @Override
        public void onHit(PolicyEntry entry) {
            if (is(Fault.HIT_ADDS_IT_AGAIN)) {
                queue.add(entry);
            }
        }

        @Override
        public void onUpdate(PolicyEntry entry, int oldWeight) {
            if (is(Fault.HIDES_WHAT_UPDATES_DO) && queue.remove(entry)) {
                queue.add(entry);
            }
        }

        @Override
        public Overwrite overwrite() {
            return is(Fault.HIDES_WHAT_UPDATES_DO) ? Overwrite.NOTHING : Overwrite.EVENT;
        }

        @Override
        public void onRemove(PolicyEntry entry) {
            if (!is(Fault.KEEPS_WHAT_WAS_REMOVED)) {
                queue.remove(entry);
            }
        }

        @Override
        public boolean wantsMore() {
            return is(Fault.WANTS_ALL_TO_LEAVE);
        }

        @Override
        public void onResize(long newCapacity) {
            if (is(Fault.FORGETS_WHEN_RESIZED)) {
                queue.clear();
            }
        }

        @Override
        public @Nullable PolicyEntry victim() {
            asked++;
            if (is(Fault.ONLY_EVERY_OTHER_VICTIM_AT_CAPACITY_ONE) && capacity == 1 && asked % 2 == 0) {
                return null;
            }
            if (is(Fault.VICTIM_OF_AN_EMPTY_CACHE) && queue.isEmpty()) {
                return new Node();
            }
            return is(Fault.VICTIM_BY_CHANCE) && CHANCE.incrementAndGet() % 3 == 0 ? queue.pollLast() : queue.poll();
        }
    }
}
