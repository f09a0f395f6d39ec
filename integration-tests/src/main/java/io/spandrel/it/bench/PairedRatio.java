package io.spandrel.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Ratios of measurements that stand side by side in time. Used by one thread. */
final class PairedRatio {

    private static final int RESAMPLES = 1000;

    private final List<Double> ratios = new ArrayList<>();

    void add(double ratio) {
        ratios.add(ratio);
    }

    int count() {
        return ratios.size();
    }

    /** The median, and in parentheses between what the medians of 95 % of resamples lie (bootstrap). */
    @Override
    public String toString() {
        Median medians = new Median();
        List<Double> resampled = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            resampled.add(medianOfResample());
        }
        ratios.forEach(medians::add);
        List<Double> sorted = resampled.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f - %.3f)",
                medians.value(),
                sorted.get(RESAMPLES / 40),
                sorted.get(RESAMPLES - RESAMPLES / 40 - 1));
    }

    private double medianOfResample() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        double[] drawn = random.ints(ratios.size(), 0, ratios.size())
                .mapToDouble(ratios::get)
                .sorted()
                .toArray();
        return drawn[drawn.length / 2];
    }
}
