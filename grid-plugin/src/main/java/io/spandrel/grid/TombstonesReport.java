package io.spandrel.grid;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one member knows of a cache's deletes.
 *
 * @param live deletes it remembers
 * @param bytes what they take with their keys
 * @param bytesMax what they may take
 * @param oldestMillis how long ago the oldest of them was made, as of the last sweep, ms; 0 if there was none
 * @param graceMillis how long one is kept after all owners have confirmed it, ms
 * @param purged deletes forgotten because all owners had them for longer than grace
 * @param blocked deletes of segments whose primary it is, that could not be confirmed or purged in the last sweep
 * @param blockedBy owners that were missing in the last sweep, and for how many of those; one that is away is among them
 * @param needFullCompare segments in which a delete was not remembered and owners were not compared since
 * @param forgotten deletes that were not remembered, because there was no room
 * @param resurrectionsBlocked writes that came late and would have undone a delete
 * @param clearedAt when the cache was last cleared, by the clock of the member that did; null: it was not
 */
public record TombstonesReport(
        long live,
        long bytes,
        long bytesMax,
        long oldestMillis,
        long graceMillis,
        long purged,
        long blocked,
        Map<String, Long> blockedBy,
        int needFullCompare,
        long forgotten,
        long resurrectionsBlocked,
        @Nullable Instant clearedAt) {

    public TombstonesReport {
        blockedBy = Map.copyOf(blockedBy);
    }
}
