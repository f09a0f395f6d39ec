package io.spandrel.it.faults.workload;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads its own keys, half and half. When the fault is over it first writes anew, with another value, each key whose last
 * write was not answered, and leaves alone what has been: an older write that is applied still later stays to be seen.
 */
final class Repeater extends Client {

    private final Map<String, Integer> values = new HashMap<>();
    private final Set<String> unanswered = new LinkedHashSet<>();

    Repeater(int number, Clients all, List<Integer> members, long seed) {
        super(number, all, members, seed);
    }

    @Override
    void step() {
        Phase phase = all().phase();
        String key = any(random, all().keys().of(phase, number()));
        if (random.nextBoolean()) {
            read(key);
        } else if (phase == Phase.HEALED && !unanswered.isEmpty()) {
            put(unanswered.iterator().next());
        } else {
            put(key);
        }
    }

    private void put(String key) {
        String value = key + "." + values.merge(key, 1, Integer::sum);
        @Nullable Operation put = call(Action.PUT, key, value, null, "put " + key + " " + value + " 0");
        unanswered.remove(key);
        if (put == null || !put.known()) {
            unanswered.add(key);
        }
    }
}
