package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.KeyHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was acknowledged last is what can be read at last, on every member.
 *
 * @param kind what should be there: a value or none
 * @param wrong members that answered something impossible, with what they answered
 * @param asked how many members answered at all
 */
public record Survival(Kind kind, Map<String, Optional<String>> wrong, int asked) {

    /** What the last acknowledged call, or the preload, left. */
    public enum Kind {
        VALUE,
        DELETE,
        /** Never written at all. */
        NOTHING
    }

    public Survival {
        wrong = Map.copyOf(wrong);
    }

    /**
     * Judges one key.
     *
     * @param answers what each member answers after all is done
     */
    public static Survival of(KeyHistory history, Map<String, Optional<String>> answers) {
        Set<Optional<String>> possible = history.possibleAtLast();
        Map<String, Optional<String>> wrong = new HashMap<>(answers);
        wrong.values().removeIf(possible::contains);
        return new Survival(kind(history), wrong, answers.size());
    }

    /** An acknowledged value that some member does not answer. */
    public boolean lost() {
        return kind == Kind.VALUE && !wrong.isEmpty();
    }

    /** A value that some member answers although its delete was acknowledged. */
    public boolean resurrected() {
        return kind == Kind.DELETE && !wrong.isEmpty();
    }

    /** Whether it is wrong wherever one asks. */
    public boolean everywhere() {
        return !wrong.isEmpty() && wrong.size() == asked;
    }

    private static Kind kind(KeyHistory history) {
        @Nullable
        Action last = history.lastKnown().map(operation -> operation.action()).orElse(null);
        if (last == null) {
            return history.initial() == null ? Kind.NOTHING : Kind.VALUE;
        }
        return last == Action.REMOVE ? Kind.DELETE : Kind.VALUE;
    }
}
