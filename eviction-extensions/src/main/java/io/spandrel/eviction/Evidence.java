package io.spandrel.eviction;

/**
 * Which of several candidates has lately had the most hits, and whether its lead is worth a change.
 *
 * <p>Not thread-safe.
 */
final class Evidence {

    /*
     * A candidate's score is the number of its hits, each fading by 1/MEMORY of itself while the shadow cache is asked
     * once for each of its entries. So evidence counts for about MEMORY times the capacity: long enough for the
     * periods of loops and scans, which must not be chased, and short enough to follow a change of the workload. A
     * change costs the policy what it has learned; its price is a lead of PRICE hits for each entry.
     *
     * Chance alone makes leads too. Requests that both had, or neither, say nothing; of those that one of the two had (McNemar
     * 1947) each has as many if none is better, so that their difference has the root of their number for its deviation, and of
     * half of that number since they fade. A lead must exceed CHANCE such deviations. In caches of less than about 200 entries hits
     * come in runs, and it must exceed RUNS times the root of the entries as well.
     *
     * Absolute hit ratios of a sampled shadow are several points off, but all candidates see the same requests, so they are
     * compared with one another only.
     */
    private static final double MEMORY = 50;
    private static final double PRICE = 0.2;
    private static final double RUNS = 3;
    private static final double CHANCE = 4;

    private final double[] scores;
    private final double[][] differing;
    private double requests;

    Evidence(int candidates) {
        scores = new double[candidates];
        differing = new double[candidates][candidates];
    }

    /** One request: {@code hits} has bit i set if candidate i had a hit, with {@code entries} in its shadow cache. */
    void add(long hits, int entries) {
        double kept = 1 - 1 / (MEMORY * Math.max(1, entries));
        requests = requests * kept + 1;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] * kept + (hits >>> i & 1);
            for (int j = 0; j < i; j++) {
                differing[i][j] = differing[i][j] * kept + ((hits >>> i ^ hits >>> j) & 1);
            }
        }
    }

    /** Requests it rests on, faded like the hits. */
    double requests() {
        return requests;
    }

    /** Share of the remembered requests that were hits of {@code candidate}, 0..1; 0 if there were none. */
    double hitRatio(int candidate) {
        return requests > 0 ? scores[candidate] / requests : 0;
    }

    /** The candidate to go on with: {@code current}, unless another leads it by the price of a change, and not by chance. */
    int choice(int current, int entries) {
        int best = current;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        double price = Math.max(PRICE * entries, RUNS * Math.sqrt(entries));
        return scores[best] - scores[current] > Math.max(price, CHANCE * deviation(best, current)) ? best : current;
    }

    private double deviation(int one, int other) {
        return Math.sqrt(differing[Math.max(one, other)][Math.min(one, other)] / 2);
    }
}
