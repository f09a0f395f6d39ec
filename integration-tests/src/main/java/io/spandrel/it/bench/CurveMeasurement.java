package io.spandrel.it.bench;

import io.spandrel.it.process.ParentProcess;
import java.util.List;
import java.util.Map;

/**
 * A process that measures bounded caches without, with, and again without the miss-ratio curve in turn: {@code get} stays within
 * the bound; {@code read through} has room for half of the keys it reads, and loads what it misses.
 *
 * @see PairedCost
 */
public final class CurveMeasurement {

    /** Operations of a slice: some milliseconds. */
    private static final int OPERATIONS = 20_000;

    private CurveMeasurement() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        measure(parent, "get", 2 * LocalCaches.KEYS, threads, rounds);
        measure(parent, "read through", LocalCaches.KEYS / 2, threads, rounds);
    }

    private static void measure(ParentProcess parent, String name, int bound, int threads, int rounds) {
        try (LocalCaches off = bounded(bound, false);
                LocalCaches on = bounded(bound, true);
                LocalCaches offAgain = bounded(bound, false)) {
            InTurn inTurn = new InTurn(List.of(reads(off), reads(on), reads(offAgain)), threads);
            /* Long enough to spend what the curve may spend at once, so that it goes on as it does for ever. */
            inTurn.rounds(rounds / 2);
            for (long[] round : inTurn.rounds(rounds)) {
                parent.tell(name + ";" + round[0] + ";" + round[1] + ";" + round[2]);
            }
        }
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
