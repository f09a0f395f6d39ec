package io.spandrel.it.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.infinispan.Cache;
import org.infinispan.context.Flag;

/**
 * A process that reads keys that are there and inserts new ones, without, with, and again without negative lookup in turn: what
 * the filters cost where they spare nothing. Over a local file store, and in a grid of three processes that all own all keys; nobody asks
 * for absent keys, so there are no subscribers.
 *
 * @see PairedComparison
 */
public final class PresentMeasurement {

    private static final int OWNERS = 3;

    /* Operations of a slice: some milliseconds; longer for inserts, which wait for a file or for other processes. */
    private static final int GETS = 20_000;
    private static final int STORED_INSERTS = 200;
    private static final int SENT_INSERTS = 100;

    private PresentMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        PairedProcess process = new PairedProcess(arguments);
        List<Supplier<StoredCache>> stored = List.of(StoredCache::plain, StoredCache::filtered, StoredCache::plain);
        process.measure("get, over a file store", stored, cache -> gets(cache.cache()));
        process.measure("insert, over a file store", stored, cache -> inserts(cache.cache(), STORED_INSERTS));
        List<Supplier<GridOfProcesses>> grids = List.of(
                () -> GridOfProcesses.filled(OWNERS, ""),
                () -> GridOfProcesses.filled(OWNERS, "<grid:negative-lookup/>"),
                () -> GridOfProcesses.filled(OWNERS, ""));
        process.measure(
                "get, own copies in a grid", grids, grid -> gets(grid.member().cache()));
        process.measure(
                "insert, in a grid", grids, grid -> inserts(grid.member().cache(), SENT_INSERTS));
    }

    private static InTurn.Slice gets(Map<Integer, Integer> cache) {
        return keys -> {
            for (int i = 0; i < GETS; i++) {
                if (cache.get(keys.next()) == null) {
                    throw new IllegalStateException("a key is missing");
                }
            }
        };
    }

    private static InTurn.Slice inserts(Cache<Integer, Integer> cache, int count) {
        Cache<Integer, Integer> unread = cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        AtomicInteger next = new AtomicInteger(LocalCaches.KEYS);
        return keys -> {
            for (int i = 0; i < count; i++) {
                Integer key = next.getAndIncrement();
                unread.put(key, key);
            }
        };
    }
}
