package io.spandrel.it.faults.check;

import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.Operation;
import org.jspecify.annotations.Nullable;

/** Calls made by hand, on the key {@code k}, by client 1 unless said. */
final class Histories {

    private Histories() {}

    static Operation put(String value, long from, long to) {
        return call(1, Action.PUT, value, null, from, to, true, "");
    }

    static Operation remove(long from, long to) {
        return call(1, Action.REMOVE, null, null, from, to, true, null);
    }

    static Operation read(@Nullable String answer, long from, long to) {
        return call(1, Action.READ, null, null, from, to, true, answer);
    }

    static Operation replace(int client, String expected, String value, boolean replaced, long from, long to) {
        return call(client, Action.REPLACE, value, expected, from, to, true, Boolean.toString(replaced));
    }

    static Operation increment(int reached, long from, long to) {
        return call(1, Action.INCREMENT, null, null, from, to, true, Integer.toString(reached));
    }

    /** The same call, not answered. */
    static Operation unknown(Operation call) {
        return call(
                call.client(),
                call.action(),
                call.argument(),
                call.expected(),
                call.invoked(),
                call.completed(),
                false,
                null);
    }

    /** The same call by another client. */
    static Operation by(int client, Operation call) {
        return call(
                client,
                call.action(),
                call.argument(),
                call.expected(),
                call.invoked(),
                call.completed(),
                call.known(),
                call.answer());
    }

    private static Operation call(
            int client,
            Action action,
            @Nullable String argument,
            @Nullable String expected,
            long from,
            long to,
            boolean known,
            @Nullable String answer) {
        return new Operation(client, "n1", action, "k", argument, expected, from, to, known, answer);
    }
}
