package io.spandrel.grid;

import java.util.List;

/**
 * Who holds one segment of a cache.
 *
 * @param id 0 up to the cache's number of segments, exclusive
 * @param primary name of the primary owner; empty while the segment has none
 * @param backups names of the backup owners, in order
 * @param pendingOwners owners of the topology being moved to, primary first; empty outside a rebalance
 * @param inTransfer whether its owners are changing now
 */
public record Segment(int id, String primary, List<String> backups, List<String> pendingOwners, boolean inTransfer) {

    public Segment {
        backups = List.copyOf(backups);
        pendingOwners = List.copyOf(pendingOwners);
    }
}
