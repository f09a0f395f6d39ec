package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Operation;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether one key, read and conditionally replaced by several clients, could have answered as it did if each call took effect
 * at one moment between its begin and its answer. A call given up may take effect at any later moment, or never.
 *
 * @see <a href="https://doi.org/10.1006/jpdc.1993.1015">Wing and Gong, Testing and Verifying Concurrent Objects, 1993</a>
 */
public final class Linearizability {

    /** What was found. */
    public enum Answer {
        YES,
        NO,
        /** The search was given up: too many calls at a time. */
        UNDECIDED
    }

    /*
     * A depth-first search over (the calls that have taken effect, the value then), each visited once. A call may be next only
     * if no other that has not taken effect was answered before it began. Reads given up say nothing and are left out, so are
     * replacements given up whose value nobody saw: leaving one out is always possible, and only a seen value needs it.
     */
    private static final int LIMIT = 2_000_000;

    private final List<Operation> operations;
    private final Set<State> visited = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();

    private record State(BitSet done, @Nullable String value) {}

    private Linearizability(List<Operation> operations) {
        this.operations = operations;
    }

    /** Of the calls of one key whose value was {@code initial} at first. */
    public static Answer of(@Nullable String initial, List<Operation> history) {
        Set<String> seen = new HashSet<>();
        for (Operation operation : history) {
            if (operation.known()) {
                add(seen, operation.answer());
                add(seen, operation.expected());
            }
        }
        List<Operation> telling = history.stream()
                .filter(operation ->
                        operation.known() || (operation.action().writes() && seen.contains(operation.argument())))
                .toList();
        return new Linearizability(telling).search(initial);
    }

    private static void add(Set<String> seen, @Nullable String value) {
        if (value != null) {
            seen.add(value);
        }
    }

    private Answer search(@Nullable String initial) {
        push(new State(new BitSet(), initial));
        while (!open.isEmpty()) {
            State state = open.pop();
            if (allKnownDone(state)) {
                return Answer.YES;
            }
            if (visited.size() > LIMIT) {
                return Answer.UNDECIDED;
            }
            expand(state);
        }
        return Answer.NO;
    }

    private void expand(State state) {
        long firstAnswer = Long.MAX_VALUE;
        for (int i = state.done.nextClearBit(0); i < operations.size(); i = state.done.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (operation.invoked() > firstAnswer) {
                break;
            }
            if (operation.known()) {
                firstAnswer = Math.min(firstAnswer, operation.completed());
            }
            if (possible(operation, state.value)) {
                BitSet done = (BitSet) state.done.clone();
                done.set(i);
                push(new State(done, after(operation, state.value)));
            }
        }
    }

    private void push(State state) {
        if (visited.add(state)) {
            open.push(state);
        }
    }

    private boolean allKnownDone(State state) {
        for (int i = state.done.nextClearBit(0); i < operations.size(); i = state.done.nextClearBit(i + 1)) {
            if (operations.get(i).known()) {
                return false;
            }
        }
        return true;
    }

    private static boolean possible(Operation operation, @Nullable String value) {
        return switch (operation.action()) {
            case READ -> Objects.equals(operation.answer(), value);
            case PUT, REMOVE -> true;
            case REPLACE -> replaces(operation) == Objects.equals(operation.expected(), value);
            case INCREMENT -> throw new IllegalArgumentException("counters have a check of their own");
        };
    }

    private static @Nullable String after(Operation operation, @Nullable String value) {
        return switch (operation.action()) {
            case PUT -> operation.argument();
            case REMOVE -> null;
            case REPLACE -> replaces(operation) ? operation.argument() : value;
            case READ, INCREMENT -> value;
        };
    }

    /** A call given up is only ever taken as one that did replace. */
    private static boolean replaces(Operation operation) {
        return !operation.known() || "true".equals(operation.answer());
    }
}
