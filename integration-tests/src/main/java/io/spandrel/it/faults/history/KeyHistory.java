package io.spandrel.it.faults.history;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key with one writer, who writes a value never written before, one call after the other.
 *
 * <p>Immutable.
 */
public final class KeyHistory {

    /*
     * The writer's order is the key's order. A call that was answered therefore rules out everything before it, also an
     * earlier call that was given up and is applied late: the writer has seen a later one succeed. A call that was given up
     * rules out nothing; its effect is one more possibility until a later call is answered.
     */
    private final @Nullable String initial;
    private final List<Operation> writes;

    /**
     * @param initial its value before the first call, or null
     * @param operations its calls by the time at which they began; reads do not matter
     */
    public KeyHistory(@Nullable String initial, List<Operation> operations) {
        this.initial = initial;
        this.writes = operations.stream().filter(KeyHistory::isWrite).toList();
    }

    /** What may be there after all is done. */
    public Set<Optional<String>> possibleAtLast() {
        return possible(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** What a read that lasted from {@code from} to {@code to} may have answered. */
    public Set<Optional<String>> possible(long from, long to) {
        Set<Optional<String>> possible = new HashSet<>(Set.of(Optional.ofNullable(initial)));
        for (Operation write : writes) {
            if (write.invoked() > to) {
                break;
            }
            if (write.known() && write.completed() < from) {
                possible.clear();
            }
            possible.add(effect(write));
        }
        return possible;
    }

    /** The last call that was answered, if any was. */
    public Optional<Operation> lastKnown() {
        return writes.stream().filter(Operation::known).reduce((earlier, later) -> later);
    }

    public List<Operation> writes() {
        return writes;
    }

    public @Nullable String initial() {
        return initial;
    }

    /** What a write leaves behind. */
    public static Optional<String> effect(Operation write) {
        return write.action() == Action.REMOVE ? Optional.empty() : Optional.ofNullable(write.argument());
    }

    private static boolean isWrite(Operation operation) {
        return operation.action() == Action.PUT || operation.action() == Action.REMOVE;
    }
}
