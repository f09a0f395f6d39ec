package io.spandrel.it.bench;

import java.util.Random;
import org.infinispan.Cache;

/**
 * Hit ratios around the loss of one of three members, 0 to 1.
 *
 * @param before of the last requests with three members
 * @param after of the first requests with two
 * @param later of requests with two, when the loss is forgotten
 */
record LossFigures(double before, double after, double later) {

    /**
     * How many requests are made in each phase.
     *
     * @param warmUp before the cache is what it will be, with three members and again with two
     * @param steady counted before the loss, and later
     * @param after counted right after the loss
     */
    record Requests(int warmUp, int steady, int after) {

        static final Requests USUAL = new Requests(10_000, 5_000, 1_000);
    }

    private static final int MEMBERS = 3;
    private static final int BOUND = 300;
    private static final int KEYS = 3_000;

    /** Measures once; the same seed makes the same requests. */
    static LossFigures measure(String policy, boolean coordinated, long seed, Requests requests) {
        String eviction = "policy=\"%s\" max-count=\"%d\" coordinated=\"%s\"".formatted(policy, BOUND, coordinated);
        try (LossMembers members = new LossMembers(MEMBERS, eviction)) {
            Random random = new Random(seed);
            hitRatio(members, requests.warmUp(), random);
            double before = hitRatio(members, requests.steady(), random);
            members.loseOne();
            double after = hitRatio(members, requests.after(), random);
            hitRatio(members, requests.warmUp(), random);
            return new LossFigures(before, after, hitRatio(members, requests.steady(), random));
        }
    }

    /* Whoever misses a key writes it, as an application does that fills its cache from elsewhere. */
    private static double hitRatio(LossMembers members, int requests, Random random) {
        int hits = 0;
        for (int i = 0; i < requests; i++) {
            Cache<String, String> cache = members.cache(random.nextInt(members.count()));
            String key = key(random);
            if (cache.get(key) != null) {
                hits++;
            } else {
                cache.put(key, "v-" + key);
            }
        }
        return (double) hits / requests;
    }

    /** Key number i about as often as 1/i says. */
    private static String key(Random random) {
        return "k" + (int) Math.exp(random.nextDouble() * Math.log(KEYS));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return before + " " + after + " " + later;
    }

    static LossFigures parse(String text) {
        String[] words = text.split(" ", -1);
        return new LossFigures(
                Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
}
