package io.spandrel.it.consistency;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.infinispan.Cache;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.functional.EntryView.ReadEntryView;
import org.infinispan.functional.FunctionalMap.ReadOnlyMap;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadOnlyMapImpl;
import org.jspecify.annotations.Nullable;

/** Every way to read a key. */
enum ReadKind {
    GET((cache, key) -> cache.get(key)),
    GET_ASYNC((cache, key) -> cache.getAsync(key).join()),
    GET_OR_DEFAULT((cache, key) -> {
        String value = cache.getOrDefault(key, "default");
        return value.equals("default") ? null : value;
    }),
    GET_ENTRY((cache, key) -> value(cache.getAdvancedCache().getCacheEntry(key))),
    GET_ALL((cache, key) ->
            cache.getAdvancedCache().getAll(Set.of(key, key + "-2")).get(key)),
    GET_ALL_ENTRIES((cache, key) -> value(
            cache.getAdvancedCache().getAllCacheEntries(Set.of(key, key + "-2")).get(key))),
    FUNCTIONAL((cache, key) -> CompletionStages.join(readOnly(cache).eval(key, ReadKind::found))),
    FUNCTIONAL_MANY((cache, key) -> readOnly(cache)
            .evalMany(Set.of(key), ReadKind::found)
            .filter(found -> !found.equals("nothing"))
            .collect(Collectors.joining()));

    private final BiFunction<Cache<String, String>, String, @Nullable String> read;

    ReadKind(BiFunction<Cache<String, String>, String, @Nullable String> read) {
        this.read = read;
    }

    /** What is found under a key; null: nothing. */
    @Nullable
    String read(Cache<String, String> cache, String key) {
        String found = read.apply(cache, key);
        return found == null || found.isEmpty() || found.equals("nothing") ? null : found;
    }

    private static @Nullable String value(@Nullable CacheEntry<String, String> entry) {
        return entry == null ? null : entry.getValue();
    }

    private static String found(ReadEntryView<String, String> view) {
        return view.find().orElse("nothing");
    }

    private static ReadOnlyMap<String, String> readOnly(Cache<String, String> cache) {
        return ReadOnlyMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache()));
    }
}
