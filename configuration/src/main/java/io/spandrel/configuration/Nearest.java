package io.spandrel.configuration;

import java.util.Collection;
import java.util.Comparator;

/** What was probably meant by a misspelt word. */
final class Nearest {

    private Nearest() {}

    /** A sentence that names the nearest known word, if any is near, and all that are allowed. */
    static String advice(String word, Collection<String> known, String kind) {
        String allowed = "allowed " + kind + "s: " + String.join(", ", known);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .map(candidate -> "did you mean " + candidate + "? " + allowed)
                .orElse("remove it; " + allowed);
    }

    /** How many letters must be inserted, removed or replaced to turn one word into the other (Levenshtein, 1966). */
    static int distance(String from, String to) {
        if (from.length() > 64) {
            return from.length();
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[row.length - 1];
    }
}
