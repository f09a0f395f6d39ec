package io.spandrel.it.faults.workload;

import io.spandrel.it.faults.history.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes its own keys and deletes them, and reads those of all. */
final class Writer extends Client {

    private static final double PUTS = 0.5;
    private static final double REMOVES = 0.2;
    private static final double READS_OF_WRITTEN = 0.7;
    private static final int ENDING = 10;
    private static final long LIFESPAN_SECONDS = 3_600;

    private final Map<String, Integer> values = new HashMap<>();

    Writer(int number, Clients all, List<Integer> members, long seed) {
        super(number, all, members, seed);
    }

    @Override
    void step() {
        Phase phase = all().phase();
        double choice = random.nextDouble();
        if (choice >= PUTS + REMOVES) {
            String written = random.nextDouble() < READS_OF_WRITTEN ? all().recentlyWritten(random) : null;
            read(written == null ? own(phase) : written);
            return;
        }
        String key = own(phase);
        if (choice < PUTS) {
            put(key);
        } else {
            call(Action.REMOVE, key, null, null, "remove " + key);
        }
        all().wrote(key);
    }

    private void put(String key) {
        int next = values.merge(key, 1, Integer::sum);
        String value = key + "." + next;
        call(
                Action.PUT,
                key,
                value,
                null,
                "put " + key + " " + value + " " + (random.nextInt(ENDING) == 0 ? LIFESPAN_SECONDS : 0));
    }

    private String own(Phase phase) {
        return any(random, all().keys().of(phase, number()));
    }
}
