package io.spandrel.grid.consistency;

import java.time.Duration;

/**
 * What became of hints.
 *
 * @param pending kept now
 * @param bytes what those take with their keys
 * @param oldest age of the oldest one kept, 0 if there is none
 * @param created made since the start; a newer write owed under the same key to the same member makes no other one
 * @param succeeded paid, by replay, by a late acknowledgement or by a clear
 * @param failed attempts to pay that brought no confirmation
 * @param expired let go because the member was away, or the hint kept, for longer than the window
 * @param dropped not kept because of a limit, or dropped on somebody's word
 */
public record HintFigures(
        long pending,
        long bytes,
        Duration oldest,
        long created,
        long succeeded,
        long failed,
        long expired,
        long dropped) {}
