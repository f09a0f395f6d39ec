package io.spandrel.grid;

import java.util.List;

/**
 * Hinted handoff of a cache on one member: what it owes owners that did not answer, and what became of it since the cache
 * started there.
 *
 * @param pending hints kept now
 * @param bytes what those take with their keys
 * @param bytesMax what they may take
 * @param oldestMillis age of the oldest one kept, ms; 0 if there is none
 * @param windowMillis how long after a member was last seen hints are made and kept for it, ms
 * @param throttle bytes per second that may be sent while paying
 * @param created hints made; a newer write owed under the same key to the same member makes no other one
 * @param succeeded hints paid, by replay, by a late acknowledgement or by a clear
 * @param failed attempts to pay that brought no confirmation
 * @param expired hints let go because the member was away, or the hint kept, for longer than the window
 * @param dropped hints not kept because of a limit, not owed any more, or dropped on somebody's word
 * @param targets members that are owed something, are paused, or need repair
 */
public record HandoffReport(
        long pending,
        long bytes,
        long bytesMax,
        long oldestMillis,
        long windowMillis,
        long throttle,
        long created,
        long succeeded,
        long failed,
        long expired,
        long dropped,
        List<Target> targets) {

    public HandoffReport {
        targets = List.copyOf(targets);
    }

    /**
     * How one member stands.
     *
     * @param member its name
     * @param pending hints kept for it
     * @param oldestMillis age of the oldest of them, ms; 0 if there is none
     * @param paused whether it is not paid, on somebody's word
     * @param needsRepair whether it may lack something that no hint is kept for: a comparison of owners has to find it
     */
    public record Target(String member, int pending, long oldestMillis, boolean paused, boolean needsRepair) {}
}
