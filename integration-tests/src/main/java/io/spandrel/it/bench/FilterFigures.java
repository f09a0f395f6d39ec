package io.spandrel.it.bench;

import java.util.stream.LongStream;

/**
 * What a filter costs and how often it errs; the same on every machine.
 *
 * @param bitsPerKey bits for each key it was made for and holds
 * @param perThousand false positives among a thousand keys that it does not hold
 */
record FilterFigures(double bitsPerKey, double perThousand) {

    private static final long PROBES = 2_000_000;

    static FilterFigures of(TestedFilter.Kind kind, int keys) {
        TestedFilter filter = kind.filled(keys);
        long wrong =
                LongStream.range(keys, keys + PROBES).filter(filter.asking()).count();
        return new FilterFigures((double) filter.bits().getAsLong() / keys, 1e3 * wrong / PROBES);
    }
}
