package io.spandrel.it.policy;

import io.spandrel.eviction.EntryQueue;
import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.EvictionPolicyFactory;
import io.spandrel.eviction.LinkedEntry;
import io.spandrel.eviction.PolicySettings;

/** Entries that were never used again leave first; the others in order of their last use. */
public final class NewcomersFirst implements EvictionPolicyFactory {

    @Override
    public String name() {
        return "newcomers-first";
    }

    @Override
    public EvictionPolicy<?> create(PolicySettings settings) {
        return new Policy();
    }

    private static final class Entry extends LinkedEntry {
        private boolean proven;
    }

    private static final class Policy implements EvictionPolicy<Entry> {

        private final EntryQueue<Entry> newcomers = new EntryQueue<>();
        private final EntryQueue<Entry> proven = new EntryQueue<>();

        @Override
        public Entry newEntry() {
            return new Entry();
        }

        @Override
        public void onInsert(Entry entry) {
            newcomers.add(entry);
        }

        @Override
        public void onHit(Entry entry) {
            onRemove(entry);
            entry.proven = true;
            proven.add(entry);
        }

        @Override
        public void onRemove(Entry entry) {
            (entry.proven ? proven : newcomers).remove(entry);
        }

        @Override
        public Entry victim() {
            boolean sparing = newcomers.size() <= 1 && !proven.isEmpty();
            Entry victim = (sparing ? proven : newcomers).first();
            if (victim != null) {
                onRemove(victim);
            }
            return victim;
        }
    }
}
