package io.spandrel.grid.consistency.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether one register could have answered so: every operation at one moment between its call and its return; one with an
 * unknown outcome at any moment after its call, or never.
 *
 * @see <a href="https://doi.org/10.1145/78969.78972">Herlihy and Wing, Linearizability, 1990</a>, and Wing and Gong, Testing
 *     and Verifying Concurrent Objects, 1993
 */
final class Linearizability {

    private final List<Operation> operations;
    private final Set<Configuration> visited = new HashSet<>();

    private record Configuration(BitSet done, long value) {}

    private Linearizability(List<Operation> operations) {
        this.operations = operations;
    }

    /** Of one key, whose value is 0 at first. */
    static boolean holds(List<Operation> history) {
        List<Operation> relevant = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Operation operation : history) {
            if (operation.done) {
                seen.add(operation.found);
                if (operation.expected != null && operation.matched) {
                    seen.add(operation.expected);
                }
            }
        }
        for (Operation operation : history) {
            /* What may have been written and was never seen can be left out: it tells nothing. */
            boolean open = !operation.done && !operation.refused && operation.kind != Operation.Kind.READ;
            if (operation.done || (open && seen.contains(operation.value))) {
                relevant.add(operation);
            }
        }
        return new Linearizability(relevant).search(new BitSet(), 0);
    }

    private boolean search(BitSet done, long value) {
        long firstReturn = Operation.NEVER;
        boolean finished = true;
        for (int i = 0; i < operations.size(); i++) {
            if (!done.get(i)) {
                firstReturn = Math.min(firstReturn, operations.get(i).returned);
                finished &= !operations.get(i).done;
            }
        }
        if (finished) {
            return true;
        }
        if (!visited.add(new Configuration((BitSet) done.clone(), value))) {
            return false;
        }
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (!done.get(i) && operation.invoked <= firstReturn && possible(operation, value)) {
                done.set(i);
                if (search(done, after(operation, value))) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    private static boolean possible(Operation operation, long value) {
        return switch (operation.kind) {
            case READ -> operation.found == value;
            case WRITE -> true;
            case CONDITIONAL ->
                operation.done && !operation.matched
                        ? operation.found == value
                        : operation.expected != null && operation.expected == value;
        };
    }

    private static long after(Operation operation, long value) {
        return switch (operation.kind) {
            case READ -> value;
            case WRITE -> operation.value;
            case CONDITIONAL -> operation.done && !operation.matched ? value : operation.value;
        };
    }
}
