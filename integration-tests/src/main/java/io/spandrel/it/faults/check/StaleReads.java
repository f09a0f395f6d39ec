package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads that answered what was not there at any moment of theirs. */
public final class StaleReads {

    private StaleReads() {}

    /**
     * The wrong ones among {@code operations}.
     *
     * @param keys the history of each key with one writer; reads of other keys are not judged
     */
    public static List<Operation> of(List<Operation> operations, Map<String, KeyHistory> keys) {
        return operations.stream()
                .filter(operation -> operation.action() == Action.READ && operation.known())
                .filter(read -> keys.containsKey(read.key()) && isWrong(read, keys.get(read.key())))
                .toList();
    }

    private static boolean isWrong(Operation read, KeyHistory key) {
        return !key.possible(read.invoked(), read.completed()).contains(Optional.ofNullable(read.answer()));
    }
}
