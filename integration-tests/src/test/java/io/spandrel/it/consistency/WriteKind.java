package io.spandrel.it.consistency;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.infinispan.Cache;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.context.Flag;
import org.infinispan.functional.EntryView.ReadWriteEntryView;
import org.infinispan.functional.EntryView.WriteEntryView;
import org.infinispan.functional.FunctionalMap.ReadWriteMap;
import org.infinispan.functional.FunctionalMap.WriteOnlyMap;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadWriteMapImpl;
import org.infinispan.functional.impl.WriteOnlyMapImpl;
import org.infinispan.util.function.SerializableBiFunction;
import org.infinispan.util.function.SerializableFunction;

/** Every way to write a key. */
enum WriteKind {
    PUT(Start.ANY, false, (cache, key) -> cache.put(key, "put")),
    PUT_NO_RETURN(
            Start.ANY,
            false,
            (cache, key) -> cache.getAdvancedCache()
                    .withFlags(Flag.IGNORE_RETURN_VALUES)
                    .put(key, "put")),
    PUT_LIFESPAN(Start.ANY, false, (cache, key) -> cache.put(key, "put", 1, TimeUnit.HOURS)),
    PUT_MAX_IDLE(Start.ANY, false, (cache, key) -> cache.put(key, "put", -1, TimeUnit.HOURS, 1, TimeUnit.HOURS)),
    PUT_ASYNC(Start.ANY, false, (cache, key) -> cache.putAsync(key, "put").join()),
    PUT_SKIP_LOCKING(
            Start.ANY,
            false,
            (cache, key) ->
                    cache.getAdvancedCache().withFlags(Flag.SKIP_LOCKING).put(key, "put")),
    PUT_IF_ABSENT(Start.ABSENT, false, (cache, key) -> cache.putIfAbsent(key, "put")),
    PUT_ALL(Start.ANY, false, (cache, key) -> cache.putAll(Map.of(key, "all", key + "-2", "all"))),
    GET_AND_PUT_ALL(
            Start.ANY,
            false,
            (cache, key) -> cache.getAdvancedCache().getAndPutAll(Map.of(key, "all", key + "-2", "all"))),
    REPLACE(Start.PRESENT, false, (cache, key) -> cache.replace(key, "replaced")),
    REPLACE_IF_SAME(Start.PRESENT, false, (cache, key) -> cache.replace(key, "start", "replaced")),
    REPLACE_ALL(
            Start.PRESENT,
            false,
            (cache, key) -> cache.replaceAll((SerializableBiFunction<String, String, String>) (k, v) -> v + "+")),
    COMPUTE(
            Start.ANY,
            false,
            (cache, key) -> cache.compute(key, (SerializableBiFunction<String, String, String>) (k, v) -> v + "+")),
    COMPUTE_IF_ABSENT(
            Start.ABSENT,
            false,
            (cache, key) -> cache.computeIfAbsent(key, (SerializableFunction<String, String>) k -> "computed")),
    COMPUTE_IF_PRESENT(
            Start.PRESENT,
            false,
            (cache, key) ->
                    cache.computeIfPresent(key, (SerializableBiFunction<String, String, String>) (k, v) -> v + "+")),
    MERGE(
            Start.ANY,
            false,
            (cache, key) ->
                    cache.merge(key, "merged", (SerializableBiFunction<String, String, String>) (a, b) -> a + b)),
    WRITE_ONLY(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(writeOnly(cache).eval(key, WriteKind::setFunctional))),
    WRITE_ONLY_VALUE(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(writeOnly(cache).eval(key, "argument", WriteKind::setArgument))),
    WRITE_ONLY_MANY(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(
                    writeOnly(cache).evalMany(Set.of(key, key + "-2"), WriteKind::setFunctional))),
    WRITE_ONLY_MANY_VALUES(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(writeOnly(cache)
                    .evalMany(Map.of(key, "argument", key + "-2", "argument"), WriteKind::setArgument))),
    READ_WRITE(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(readWrite(cache).eval(key, WriteKind::append))),
    READ_WRITE_VALUE(
            Start.ANY,
            false,
            (cache, key) -> CompletionStages.join(readWrite(cache).eval(key, "argument", WriteKind::appendArgument))),
    READ_WRITE_MANY(
            Start.ANY,
            false,
            (cache, key) -> readWrite(cache)
                    .evalMany(Set.of(key, key + "-2"), WriteKind::append)
                    .count()),
    READ_WRITE_MANY_VALUES(
            Start.ANY,
            false,
            (cache, key) -> readWrite(cache)
                    .evalMany(Map.of(key, "argument", key + "-2", "argument"), WriteKind::appendArgument)
                    .count()),

    REMOVE(Start.ANY, true, (cache, key) -> cache.remove(key)),
    REMOVE_NO_RETURN(
            Start.ANY,
            true,
            (cache, key) -> cache.getAdvancedCache()
                    .withFlags(Flag.IGNORE_RETURN_VALUES)
                    .remove(key)),
    REMOVE_IF_SAME(Start.PRESENT, true, (cache, key) -> cache.remove(key, "start")),
    COMPUTE_TO_NULL(
            Start.PRESENT,
            true,
            (cache, key) -> cache.compute(key, (SerializableBiFunction<String, String, String>) (k, v) -> null)),
    REMOVE_FUNCTIONAL(
            Start.PRESENT,
            true,
            (cache, key) -> CompletionStages.join(readWrite(cache).eval(key, WriteKind::removeFunctional))),
    REMOVE_WRITE_ONLY(
            Start.ANY,
            true,
            (cache, key) -> CompletionStages.join(writeOnly(cache).eval(key, WriteKind::removeWriteOnly))),
    REMOVE_MANY(
            Start.ANY,
            true,
            (cache, key) -> CompletionStages.join(
                    writeOnly(cache).evalMany(Set.of(key, key + "-2"), WriteKind::removeWriteOnly))),
    CLEAR(Start.ANY, true, (cache, key) -> cache.clear());

    /** What must be there for the write to change something. */
    enum Start {
        ANY,
        PRESENT,
        ABSENT
    }

    private final Start start;
    private final boolean delete;
    private final BiConsumer<Cache<String, String>, String> write;

    WriteKind(Start start, boolean delete, BiConsumer<Cache<String, String>, String> write) {
        this.start = start;
        this.delete = delete;
        this.write = write;
    }

    /** Whether it leaves no value. */
    boolean isDelete() {
        return delete;
    }

    boolean canStart(boolean present) {
        return start == Start.ANY || present == (start == Start.PRESENT);
    }

    void write(Cache<String, String> cache, String key) {
        write.accept(cache, key);
    }

    private static WriteOnlyMap<String, String> writeOnly(Cache<String, String> cache) {
        return WriteOnlyMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache()));
    }

    private static ReadWriteMap<String, String> readWrite(Cache<String, String> cache) {
        return ReadWriteMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache()));
    }

    private static void setFunctional(WriteEntryView<String, String> entry) {
        entry.set("functional");
    }

    private static void setArgument(String argument, WriteEntryView<String, String> entry) {
        entry.set(argument);
    }

    private static void removeWriteOnly(WriteEntryView<String, String> entry) {
        entry.remove();
    }

    private static String append(ReadWriteEntryView<String, String> entry) {
        String before = entry.find().orElse("");
        entry.set(before + "+");
        return before;
    }

    private static String appendArgument(String argument, ReadWriteEntryView<String, String> entry) {
        String before = entry.find().orElse("");
        entry.set(before + argument);
        return before;
    }

    private static boolean removeFunctional(ReadWriteEntryView<String, String> entry) {
        entry.remove();
        return true;
    }
}
