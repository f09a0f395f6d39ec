package io.spandrel.it.bench;

import java.util.List;
import java.util.Map;

/**
 * A process that measures bounded caches without, with, and again without the miss-ratio curve in turn: {@code get} stays within
 * the bound; {@code read through} has room for half of the keys it reads, and loads what it misses.
 *
 * @see PairedComparison
 */
public final class CurveMeasurement {

    /** Operations of a slice: some milliseconds. */
    private static final int OPERATIONS = 8_000;

    private CurveMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        PairedProcess process = new PairedProcess(arguments);
        measure(process, "get", 2 * LocalCaches.KEYS);
        measure(process, "read through", LocalCaches.KEYS / 2);
    }

    /* The slices that warm up are enough to spend what the curve may spend at once, so that it goes on as it does for ever. */
    private static void measure(PairedProcess process, String row, int bound) throws Exception {
        process.<LocalCaches>measure(
                row,
                List.of(() -> bounded(bound, false), () -> bounded(bound, true), () -> bounded(bound, false)),
                CurveMeasurement::reads);
    }

    private static LocalCaches bounded(int bound, boolean curve) {
        LocalCaches caches = LocalCaches.with(
                "<grid:eviction policy=\"s3-fifo\" max-count=\"%d\" miss-ratio-curve=\"%s\"/>".formatted(bound, curve));
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            caches.cache().put(key, key);
        }
        return caches;
    }

    private static InTurn.Slice reads(LocalCaches caches) {
        Map<Integer, Integer> cache = caches.cache();
        return keys -> {
            for (int i = 0; i < OPERATIONS; i++) {
                Integer key = keys.next();
                if (cache.get(key) == null) {
                    cache.put(key, key);
                }
            }
        };
    }
}
