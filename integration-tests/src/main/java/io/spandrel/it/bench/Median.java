package io.spandrel.it.bench;

import java.util.ArrayList;
import java.util.List;

/** Collects the values of several rounds. Used by one thread. */
final class Median {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /** The middle value, or the mean of the two middle ones; 0 if there is none. */
    double value() {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** The least value; 0 if there is none. */
    double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    /** The greatest value; 0 if there is none. */
    double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
