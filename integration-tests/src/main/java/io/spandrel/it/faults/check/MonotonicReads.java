package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads by which a client went back in time: it had seen something later of the same key. */
public final class MonotonicReads {

    private MonotonicReads() {}

    /**
     * The reads that went back, among {@code operations} by the time at which they began.
     *
     * @param keys the history of each key with one writer; reads of other keys are not judged
     */
    public static List<Operation> backwards(List<Operation> operations, Map<String, KeyHistory> keys) {
        Map<String, Integer> seen = new HashMap<>();
        List<Operation> backwards = new ArrayList<>();
        for (Operation read : operations) {
            KeyHistory key = keys.get(read.key());
            if (read.action() == Action.READ && read.known() && key != null) {
                String who = read.client() + " " + read.key();
                int before = seen.getOrDefault(who, 0);
                int now = position(key, Optional.ofNullable(read.answer()), before);
                if (now < before) {
                    backwards.add(read);
                } else {
                    seen.put(who, now);
                }
            }
        }
        return backwards;
    }

    /**
     * The first place from {@code before} on where the writer's sequence has this answer, 0 being the value before the first
     * write; -1 if there is none. Null stands at each delete, so the first that fits is taken, which accuses nobody wrongly.
     */
    private static int position(KeyHistory key, Optional<String> answer, int before) {
        if (before == 0 && Optional.ofNullable(key.initial()).equals(answer)) {
            return 0;
        }
        for (int i = Math.max(before, 1); i <= key.writes().size(); i++) {
            if (KeyHistory.effect(key.writes().get(i - 1)).equals(answer)) {
                return i;
            }
        }
        return -1;
    }
}
