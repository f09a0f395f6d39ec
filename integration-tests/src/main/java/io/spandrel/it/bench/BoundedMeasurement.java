package io.spandrel.it.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A process that reads and writes local caches in turn, to tell what a bound costs, next to Infinispan's own and to no bound
 * at all: {@code get} and {@code put} stay within the bound; {@code insert} has room for half of the keys it writes, so that every
 * other write evicts.
 *
 * @see PairedComparison
 */
public final class BoundedMeasurement {

    /** The kind that the others are compared with. */
    static final String BASE = "infinispan bounded";

    /** XML of a cache of each kind, without its bound. */
    static final Map<String, String> KINDS = kinds();

    /** Operations of a slice: some milliseconds. */
    private static final int OPERATIONS = 10_000;

    private BoundedMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        PairedProcess process = new PairedProcess(arguments);
        measure(process, "get", 2 * LocalCaches.KEYS, Map::get);
        measure(process, "put", 2 * LocalCaches.KEYS, (cache, key) -> cache.put(key, key));
        measure(process, "insert", LocalCaches.KEYS / 2, (cache, key) -> cache.put(key, key));
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put(BASE, "<memory max-count=\"%d\"/>");
        kinds.put(BASE + ", again", "<memory max-count=\"%d\"/>");
        kinds.put("infinispan unbounded", "");
        Stream.of("s3-fifo", "sieve", "clock", "lru", "w-tinylfu", "arc", "auto")
                .forEach(policy -> kinds.put(policy, "<grid:eviction policy=\"" + policy + "\" max-count=\"%d\"/>"));
        return kinds;
    }

    /** What is done with a key. */
    private interface Operation {

        void run(Map<Integer, Integer> cache, Integer key);
    }

    private static void measure(PairedProcess process, String row, int bound, Operation operation) throws Exception {
        process.measure(
                row,
                Stream.concat(Stream.of(BASE), process.ways().stream())
                        .<Supplier<LocalCaches>>map(kind -> () -> caches(kind, bound))
                        .toList(),
                caches -> slice(caches.cache(), operation));
    }

    private static LocalCaches caches(String kind, int bound) {
        LocalCaches caches = LocalCaches.with(KINDS.getOrDefault(kind, "").formatted(bound));
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            caches.cache().put(key, key);
        }
        return caches;
    }

    private static InTurn.Slice slice(Map<Integer, Integer> cache, Operation operation) {
        return keys -> {
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run(cache, keys.next());
            }
        };
    }
}
