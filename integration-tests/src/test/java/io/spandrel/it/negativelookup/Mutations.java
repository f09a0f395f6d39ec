package io.spandrel.it.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.Flag;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadOnlyMapImpl;
import org.infinispan.functional.impl.ReadWriteMapImpl;
import org.infinispan.functional.impl.WriteOnlyMapImpl;
import org.infinispan.marshall.core.MarshallableFunctions;
import org.jspecify.annotations.Nullable;

/** Random changes of a cache by every way there is, one after the other, and a map that knows what comes of them. */
final class Mutations {

    private static final int KEYS = 400;

    private final SplittableRandom random;
    private final Map<String, String> expected = new HashMap<>();
    private final boolean forgetful;
    private long reads;

    /**
     * @param forgetful whether the cache may lose what it has, because it is bounded and has no store
     */
    Mutations(long seed, boolean forgetful) {
        this.random = new SplittableRandom(seed);
        this.forgetful = forgetful;
    }

    /** Reads that were held against what is expected. */
    long reads() {
        return reads;
    }

    /** Makes one change through one of the members' caches, and reads one key through another. */
    void step(List<Cache<String, String>> members) {
        change(members.get(random.nextInt(members.size())));
        read(members.get(random.nextInt(members.size())), key());
    }

    /** Takes out everything. */
    void removeAll(Cache<String, String> cache) {
        for (int i = 0; i < KEYS; i++) {
            cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).remove("key-" + i);
        }
        for (int i = 0; i < KEYS; i++) {
            cache.remove("fleeting-" + i);
        }
        expected.clear();
    }

    /** Reads every key once. */
    void readAll(Cache<String, String> cache) {
        for (int i = 0; i < KEYS; i++) {
            read(cache, "key-" + i);
        }
    }

    /** Reads a random key {@code times} times. */
    void readMany(Cache<String, String> cache, long times) {
        for (long i = 0; i < times; i++) {
            read(cache, key());
        }
    }

    private void change(Cache<String, String> cache) {
        String key = key();
        String value = Integer.toString(random.nextInt(1_000_000));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                cache.put(key, value);
                expected.put(key, value);
            }
            case 3 -> {
                cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).put(key, value);
                expected.put(key, value);
            }
            case 4 -> {
                String before = cache.putIfAbsent(key, value);
                agree(key, before);
                expected.put(key, before == null ? value : before);
            }
            case 5 -> {
                Map<String, String> several = new HashMap<>();
                several.put(key, value);
                several.put(key(), value);
                several.put(key(), value);
                cache.putAll(several);
                expected.putAll(several);
            }
            case 6, 7, 8 -> {
                cache.remove(key);
                expected.remove(key);
            }
            case 9 -> {
                cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).remove(key);
                expected.remove(key);
            }
            case 10 -> {
                cache.compute(key, (k, old) -> value);
                expected.put(key, value);
            }
            case 11 -> {
                cache.compute(key, (k, old) -> null);
                expected.remove(key);
            }
            case 12 -> {
                String now = cache.computeIfAbsent(key, k -> value);
                agree(key, now.equals(value) ? expected.get(key) : now);
                expected.put(key, now);
            }
            case 13 -> remember(key, cache.computeIfPresent(key, (k, old) -> value));
            case 14 -> {
                ReadWriteMapImpl.create(functional(cache))
                        .eval(key, value, MarshallableFunctions.setValueReturnPrevOrNull())
                        .join();
                expected.put(key, value);
            }
            case 15 -> {
                WriteOnlyMapImpl.create(functional(cache))
                        .eval(key, MarshallableFunctions.removeConsumer())
                        .join();
                expected.remove(key);
            }
            case 16 -> {
                cache.evict(key);
                if (!cache.getCacheConfiguration().persistence().usingStores()) {
                    cache.put(key, value);
                    expected.put(key, value);
                }
            }
            case 17 -> cache.put("fleeting-" + random.nextInt(KEYS), value, 1, TimeUnit.MILLISECONDS);
            case 18 -> {
                String before = cache.replace(key, value);
                agree(key, before);
                remember(key, before == null ? null : value);
            }
            default -> clearNowAndThen(cache);
        }
    }

    private void clearNowAndThen(Cache<String, String> cache) {
        if (random.nextInt(20) == 0) {
            cache.clear();
            expected.clear();
        }
    }

    /** Reads one key in one of the ways to read. */
    private void read(Cache<String, String> cache, String key) {
        String found = switch (random.nextInt(6)) {
            case 0 -> {
                assertThat(cache.containsKey(key) || forgetful || !expected.containsKey(key))
                        .isTrue();
                yield cache.get(key);
            }
            case 1 -> cache.getOrDefault(key, null);
            case 2 -> valueOf(cache.getAdvancedCache().getCacheEntry(key));
            case 3 -> cache.getAdvancedCache().getAll(Set.of(key)).get(key);
            case 4 ->
                ReadOnlyMapImpl.create(functional(cache))
                        .eval(key, MarshallableFunctions.returnReadOnlyFindOrNull())
                        .join();
            default -> cache.get(key);
        };
        reads++;
        agree(key, found);
    }

    private static @Nullable String valueOf(@Nullable CacheEntry<String, String> entry) {
        return entry == null ? null : entry.getValue();
    }

    private void agree(String key, @Nullable String found) {
        String wanted = expected.get(key);
        if (found == null && forgetful) {
            return;
        }
        assertThat(found).as("%s, after %d reads", key, reads).isEqualTo(wanted);
    }

    private void remember(String key, @Nullable String value) {
        if (value == null) {
            expected.remove(key);
        } else {
            expected.put(key, value);
        }
    }

    private String key() {
        return "key-" + random.nextInt(KEYS);
    }

    private static FunctionalMapImpl<String, String> functional(Cache<String, String> cache) {
        return FunctionalMapImpl.create(cache.getAdvancedCache());
    }
}
