package io.spandrel.grid.infinispan.negativelookup;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.negativelookup.SegmentFilter;
import io.spandrel.grid.negativelookup.SegmentFilters;
import io.spandrel.grid.negativelookup.Upkeep;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.manager.PersistenceManager.AccessMode;
import org.jspecify.annotations.Nullable;

/**
 * Fills filters from the keys, in the background. With a store, from those in memory and in the store: filters that are new,
 * and those that still have too many keys that are gone. Without one, from those in memory: filters that have grown in
 * too many steps. One run at a time. Thread-safe.
 */
final class FilterFilling {

    /** Filters are built anew when this part of their keys is gone. */
    private static final int TOLERATED_PART = 4;

    /** So many keys may be gone in all filters together in any case. */
    private static final int TOLERATED_KEYS = 256;

    /*
     * The container is used as it is, started or not. Asking the registry for a started one would start it in this thread
     * while another starts the cache, and each could wait for what the other starts.
     *
     * A run is always handed to another thread: whoever asks for one may hold the lock of a map's entry.
     */
    private final String cacheName;
    private final NegativeLookup lookup;
    private final InternalDataContainer<?, ?> memory;
    private final StoreTurns turns;
    private final Executor threads;
    private final boolean clustered;
    private final boolean exact;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicLong left = new AtomicLong();
    private volatile long tolerated = TOLERATED_KEYS;
    private volatile @Nullable PersistenceManager store;
    private volatile @Nullable Run present;
    private volatile boolean closed;

    /**
     * @param threads runs what may block, in another thread than the caller's
     */
    FilterFilling(
            String cacheName,
            NegativeLookup lookup,
            InternalDataContainer<?, ?> memory,
            StoreTurns turns,
            Executor threads,
            boolean clustered) {
        this.cacheName = cacheName;
        this.lookup = lookup;
        this.memory = memory;
        this.turns = turns;
        this.threads = threads;
        this.clustered = clustered;
        this.exact = lookup.filters().upkeep() == Upkeep.EXACT;
    }

    /** The store can be read from now on. Without a cluster, no topology will say which segments there are. */
    void start(PersistenceManager started) {
        store = started;
        if (!clustered) {
            run();
        }
    }

    /** A key has left that its filter still has. */
    void left() {
        if (left.incrementAndGet() >= tolerated) {
            run();
        }
    }

    /** Compares the filters with the store's own count of its keys, negative if unknown, and fills what is too far off. */
    void compare(long stored) {
        SegmentFilters.Figures filters = lookup.filters().figures();
        long there = stored + memory.sizeIncludingExpired();
        if (stored >= 0 && filters.keys() - filters.leaks() > there + tolerated(there)) {
            lookup.filters().forEach(SegmentFilter::cleared);
        }
        run();
    }

    /** No run begins any more, and one that is under way stops. */
    void close() {
        closed = true;
        Run run = present;
        if (run != null) {
            run.stop();
        }
    }

    /** Fills what is new, and what has kept too many keys that are gone; returns at once. */
    void run() {
        wanted.set(true);
        if (!closed && (exact || store != null) && running.compareAndSet(false, true)) {
            wanted.set(false);
            Run run = new Run();
            present = run;
            turns.list(run).whenComplete((done, failure) -> {
                running.set(false);
                over(run, failure);
            });
        }
    }

    private void over(Run run, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (failure != null) {
            LOG.notFilled(cacheName, failure);
        }
        if (wanted.get() || failure == null && run.again()) {
            run();
        }
    }

    private static long tolerated(long keys) {
        return Math.max(TOLERATED_KEYS, keys / TOLERATED_PART);
    }

    /* A filter that is filled for the first time does not know for how many keys; it may be worth a second run. */
    private boolean someUnfilled() {
        AtomicBoolean unfilled = new AtomicBoolean();
        lookup.filters().forEach(filter -> unfilled.compareAndSet(false, filter.unfilled()));
        return unfilled.get();
    }

    private IntSet segments() {
        IntSet segments = IntSets.mutableEmptySet(lookup.filters().segments());
        for (int segment = 0; segment < lookup.filters().segments(); segment++) {
            SegmentFilter filter = lookup.filters().filter(segment);
            if (filter != null && (filter.unfilled() || filter.fillingDue())) {
                segments.set(segment);
            }
        }
        return segments;
    }

    private void renew(IntSet segments) {
        FillingProgress.Run progress = lookup.progress().begin(segments.size());
        try {
            progress.expect(memory.sizeIncludingExpired(segments));
            segments.forEach((int segment) -> renew(segment, progress));
        } finally {
            progress.ended();
        }
    }

    private void renew(int segment, FillingProgress.Run progress) {
        SegmentFilter filter = lookup.filters().filter(segment);
        if (filter != null) {
            filter.renew(keys -> memory.iteratorIncludingExpired(IntSets.immutableSet(segment))
                    .forEachRemaining(entry -> {
                        keys.accept(lookup.hash(entry.getKey()));
                        progress.keyRead();
                    }));
        }
    }

    /** One run over the filters that are due. */
    private final class Run implements StoreTurns.Listing {

        private final Map<Integer, SegmentFilter.Filling> fillings = new HashMap<>();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile boolean stopped;
        private volatile boolean someUnfilled;

        @Override
        public CompletionStage<Void> start() {
            threads.execute(this::begin);
            return over;
        }

        /* Nobody waits for a thread to become free for what is not wanted any more. */
        @Override
        public void stop() {
            stopped = true;
            if (begun.compareAndSet(false, true)) {
                over.complete(null);
            }
        }

        private void begin() {
            if (begun.compareAndSet(false, true)) {
                try {
                    run();
                    over.complete(null);
                } catch (RuntimeException | Error e) {
                    over.completeExceptionally(e);
                }
            }
        }

        boolean again() {
            return stopped || someUnfilled;
        }

        private void run() {
            left.set(0);
            tolerated = tolerated(lookup.filters().figures().keys());
            someUnfilled = someUnfilled();
            IntSet segments = segments();
            PersistenceManager from = store;
            if (segments.isEmpty()) {
                return;
            }
            if (exact) {
                renew(segments);
            } else if (from != null) {
                fill(segments, from);
            }
        }

        private void fill(IntSet segments, PersistenceManager from) {
            segments.forEach((int segment) -> {
                SegmentFilter filter = lookup.filters().filter(segment);
                if (filter != null) {
                    fillings.put(segment, filter.startFilling());
                }
            });
            FillingProgress.Run progress = lookup.progress().begin(segments.size());
            boolean filled = false;
            try {
                expect(segments, from, progress);
                findInMemory(segments, progress);
                findInStore(segments, from, progress);
                filled = !stopped;
            } finally {
                fillings.values().forEach(filled ? SegmentFilter.Filling::finished : SegmentFilter.Filling::failed);
                progress.ended();
            }
        }

        private void expect(IntSet segments, PersistenceManager from, FillingProgress.Run progress) {
            long inMemory = memory.sizeIncludingExpired(segments);
            from.approximateSize(AccessMode.PRIVATE, segments).thenAccept(stored -> {
                if (stored >= 0) {
                    progress.expect(inMemory + stored);
                }
            });
        }

        private void findInMemory(IntSet segments, FillingProgress.Run progress) {
            Iterator<? extends InternalCacheEntry<?, ?>> entries = memory.iteratorIncludingExpired(segments);
            while (!stopped && entries.hasNext()) {
                found(entries.next().getKey());
                progress.keyRead();
            }
        }

        /* All keys are requested at once: a store may take its lock again for every further request. */
        private void findInStore(IntSet segments, PersistenceManager from, FillingProgress.Run progress) {
            Predicate<Object> all = key -> true;
            Flowable.fromPublisher(from.publishKeys(segments, all, AccessMode.PRIVATE))
                    .takeWhile(key -> !stopped)
                    .doOnNext(key -> {
                        found(key);
                        progress.keyRead();
                    })
                    .ignoreElements()
                    .blockingAwait();
        }

        private void found(Object key) {
            SegmentFilter.Filling filling = fillings.get(lookup.segment(key));
            if (filling != null) {
                filling.found(lookup.hash(key));
            }
        }
    }
}
