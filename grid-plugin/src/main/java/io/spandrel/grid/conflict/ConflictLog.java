package io.spandrel.grid.conflict;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The last conflicts that were settled, a bounded number of them; older ones are overwritten, and counted. Thread-safe.
 *
 * @param <T> what is remembered of one
 */
public final class ConflictLog<T> {

    private final int max;
    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    private long added;

    /**
     * @param max how many are remembered; 0: none
     */
    public ConflictLog(int max) {
        this.max = max;
    }

    /**
     * One that is remembered.
     *
     * @param id the same for the same conflict
     * @param number how many were before it, and 1
     */
    public record Entry<T>(Object id, long number, T conflict) {}

    /**
     * Remembers a conflict, unless it is remembered already: one that was settled is found again where an owner has not heard of
     * the outcome.
     *
     * @return whether it was not
     */
    public synchronized boolean add(Object id, Supplier<T> conflict) {
        if (entries.stream().anyMatch(entry -> entry.id().equals(id))) {
            return false;
        }
        added++;
        if (max > 0) {
            if (entries.size() == max) {
                entries.removeLast();
            }
            entries.addFirst(new Entry<>(id, added, conflict.get()));
        }
        return true;
    }

    /** The last ones that match, the last first. */
    public synchronized List<Entry<T>> last(int limit, Predicate<Entry<T>> match) {
        return entries.stream().filter(match).limit(limit).toList();
    }

    /** How many are remembered. */
    public synchronized int size() {
        return entries.size();
    }

    /** How many were overwritten, or not remembered at all. */
    public synchronized long overwritten() {
        return added - entries.size();
    }
}
