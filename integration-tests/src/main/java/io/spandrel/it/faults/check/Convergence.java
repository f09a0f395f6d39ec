package io.spandrel.it.faults.check;

import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the owners of each key keep the same.
 *
 * @param keys how many keys were compared
 * @param values how many have owners with different values, or of which some have none
 * @param details how many have the same value, but different versions or deadlines
 * @param alone how many have fewer or more owners than wanted
 */
public record Convergence(int keys, int values, int details, int alone) {

    /**
     * Compares.
     *
     * @param copies for each key what each of its owners keeps
     * @param owners how many a key should have
     */
    public static Convergence of(Map<String, Map<String, Copy>> copies, int owners) {
        int values = 0;
        int details = 0;
        int alone = 0;
        for (Map<String, Copy> ofKey : copies.values()) {
            if (ofKey.size() != owners) {
                alone++;
            }
            if (differ(ofKey, Copy::value)) {
                values++;
            } else if (differ(ofKey, copy -> copy)) {
                details++;
            }
        }
        return new Convergence(copies.size(), values, details, alone);
    }

    private static boolean differ(Map<String, Copy> copies, Function<Copy, @Nullable Object> part) {
        return new HashSet<>(copies.values().stream().map(part).toList()).size() > 1;
    }
}
