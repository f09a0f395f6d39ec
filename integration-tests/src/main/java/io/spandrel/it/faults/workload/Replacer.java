package io.spandrel.it.faults.workload;

import io.spandrel.it.faults.history.Action;
import java.util.List;

/** Reads a key that others replace too, and replaces what it saw by something new; and counts. */
final class Replacer extends Client {

    private int values;

    Replacer(int number, Clients all, List<Integer> members, long seed) {
        super(number, all, members, seed);
    }

    @Override
    void step() {
        if (random.nextBoolean()) {
            replace(any(random, all().keys().conditional()));
        } else {
            String counter = any(random, all().keys().counters());
            call(Action.INCREMENT, counter, null, null, "increment " + counter);
        }
    }

    private void replace(String key) {
        Read seen = read(key);
        if (seen.known() && seen.value() != null) {
            String next = key + "." + number() + "." + ++values;
            call(Action.REPLACE, key, next, seen.value(), "replace " + key + " " + seen.value() + " " + next);
        }
    }
}
