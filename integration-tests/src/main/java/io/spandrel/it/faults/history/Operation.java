package io.spandrel.it.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * One call of one client.
 *
 * @param client who called; a client makes one call after the other
 * @param member through which member
 * @param argument the value of {@link Action#PUT}, the new one of {@link Action#REPLACE}
 * @param expected the old value of {@link Action#REPLACE}
 * @param invoked when it began, in nanoseconds from the start of the run
 * @param completed when it was answered, or given up
 * @param known whether it was answered; if not, it may have happened, may still happen, or may never
 * @param answer what was answered
 */
public record Operation(
        int client,
        String member,
        Action action,
        String key,
        @Nullable String argument,
        @Nullable String expected,
        long invoked,
        long completed,
        boolean known,
        @Nullable String answer) {}
