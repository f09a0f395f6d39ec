package io.spandrel.it.negativelookup;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.context.Flag;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadOnlyMapImpl;
import org.infinispan.functional.impl.ReadWriteMapImpl;
import org.infinispan.functional.impl.WriteOnlyMapImpl;
import org.infinispan.marshall.core.MarshallableFunctions;
import org.jspecify.annotations.Nullable;

/**
 * Keys that one thread alone writes, wherever it likes, so that it knows at any time what each must be. A write whose
 * outcome it does not know ends its key: another one takes its place. Used by one thread, but for the counts.
 */
final class OwnKeys {

    private static final int KEYS = 1_000;

    private final String name;
    private final Queue<String> wrong;
    private final SplittableRandom random;
    private final boolean stored;
    private final int reads;
    private final @Nullable String[] expected = new String[KEYS];
    private final int[] generations = new int[KEYS];
    private final AtomicLong checked = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param stored whether what is evicted is still there
     * @param reads how many after each change
     * @param wrong takes the keys that were said to be absent while their owners had them
     */
    OwnKeys(String name, boolean stored, int reads, SplittableRandom random, Queue<String> wrong) {
        this.name = name;
        this.stored = stored;
        this.reads = reads;
        this.random = random;
        this.wrong = wrong;
    }

    /** Answers that were held against what is expected. */
    long checked() {
        return checked.get();
    }

    /** Operations that failed, so that nobody knows what came of them. */
    long unknown() {
        return unknown.get();
    }

    /** Keys that were not what their writer knows, because owners had lost a write or a delete. */
    long lost() {
        return lost.get();
    }

    /** The cache was cleared. */
    void cleared() {
        for (int i = 0; i < KEYS; i++) {
            expected[i] = null;
        }
    }

    /** Makes one change, then reads that key everywhere and some others anywhere. */
    void step(List<Cache<String, String>> members) {
        int changed = random.nextInt(KEYS);
        try {
            change(any(members), changed);
        } catch (CacheException | CompletionException failure) {
            lose(changed);
        }
        members.forEach(member -> read(members, member, changed));
        for (int i = 0; i < reads; i++) {
            read(members, any(members), random.nextInt(KEYS));
        }
    }

    private void change(Cache<String, String> cache, int index) {
        String key = key(index);
        String value = Integer.toString(random.nextInt(1_000_000));
        String before = expected[index];
        expected[index] = switch (random.nextInt(6)) {
            case 0, 1 -> write(cache, key, value);
            case 2, 3 -> remove(cache, key);
            case 4 -> writeIfAbsent(cache, key, value, before);
            default -> writeIfPresent(cache, key, value, before);
        };
    }

    private String write(Cache<String, String> cache, String key, String value) {
        switch (random.nextInt(7)) {
            case 0 -> cache.put(key, value);
            case 1 ->
                cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).put(key, value);
            case 2 -> cache.putAll(Map.of(key, value, key + "+", value));
            case 3 -> cache.compute(key, (k, old) -> value);
            case 4 -> cache.merge(key, value, (old, merged) -> merged);
            case 5 -> cache.putAsync(key, value).join();
            default ->
                ReadWriteMapImpl.create(functional(cache))
                        .eval(key, value, MarshallableFunctions.setValueReturnPrevOrNull())
                        .join();
        }
        return value;
    }

    private @Nullable String remove(Cache<String, String> cache, String key) {
        switch (random.nextInt(4)) {
            case 0 -> cache.remove(key);
            case 1 ->
                cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).remove(key);
            case 2 -> cache.compute(key, (k, old) -> null);
            default ->
                WriteOnlyMapImpl.create(functional(cache))
                        .eval(key, MarshallableFunctions.removeConsumer())
                        .join();
        }
        return null;
    }

    private static String writeIfAbsent(
            Cache<String, String> cache, String key, String value, @Nullable String before) {
        if (value.length() % 2 == 0) {
            cache.putIfAbsent(key, value);
        } else {
            cache.computeIfAbsent(key, k -> value);
        }
        return before == null ? value : before;
    }

    /* Or makes it leave memory, or has another key come that goes by itself. */
    private @Nullable String writeIfPresent(
            Cache<String, String> cache, String key, String value, @Nullable String before) {
        switch (random.nextInt(4)) {
            case 0 -> {
                cache.replace(key, value);
                return before == null ? null : value;
            }
            case 1 -> {
                cache.computeIfPresent(key, (k, old) -> value);
                return before == null ? null : value;
            }
            case 2 -> {
                if (stored) {
                    cache.evict(key);
                }
            }
            default -> cache.put(key + "!", value, 1, TimeUnit.MILLISECONDS);
        }
        return before;
    }

    private void read(List<Cache<String, String>> members, Cache<String, String> cache, int index) {
        String key = key(index);
        String found;
        try {
            found = found(cache, key);
        } catch (CacheException | CompletionException failure) {
            unknown.incrementAndGet();
            return;
        }
        checked.incrementAndGet();
        if (Objects.equals(found, expected[index])) {
            return;
        }
        if (found == null && isWithItsOwners(members, key)) {
            wrong.add(key + " is hidden, and should be " + expected[index] + ", on "
                    + cache.getCacheManager().getAddress());
        }
        /*
         * Caches without versions lose writes and deletes while members come and go, with filters and without; and Infinispan's
         * remove without a return value leaves a key that is not in memory in the store.
         */
        lost.incrementAndGet();
        lose(index);
    }

    private static boolean isWithItsOwners(List<Cache<String, String>> members, String key) {
        List<Presence> owners = members.stream()
                .map(Presence::new)
                .filter(member -> member.owns(key))
                .toList();
        return !owners.isEmpty() && owners.stream().allMatch(owner -> owner.holds(key));
    }

    private @Nullable String found(Cache<String, String> cache, String key) {
        return switch (random.nextInt(8)) {
            case 0 -> cache.getOrDefault(key, null);
            case 1 -> cache.getAdvancedCache().getAll(Set.of(key)).get(key);
            case 2 ->
                ReadOnlyMapImpl.create(functional(cache))
                        .eval(key, MarshallableFunctions.returnReadOnlyFindOrNull())
                        .join();
            default -> cache.get(key);
        };
    }

    private void lose(int index) {
        unknown.incrementAndGet();
        expected[index] = null;
        generations[index]++;
    }

    private String key(int index) {
        return name + "-" + index + "-" + generations[index];
    }

    private Cache<String, String> any(List<Cache<String, String>> members) {
        return members.get(random.nextInt(members.size()));
    }

    private static FunctionalMapImpl<String, String> functional(Cache<String, String> cache) {
        return FunctionalMapImpl.create(cache.getAdvancedCache());
    }
}
