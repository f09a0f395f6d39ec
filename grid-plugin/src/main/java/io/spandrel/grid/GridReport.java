package io.spandrel.grid;

import java.time.Instant;
import java.util.List;

/**
 * All that one member knows of the grid, in one immutable snapshot. Taking it makes no remote call.
 *
 * @param takenAt when the snapshot was taken
 * @param cluster the cluster's name; empty for a local cache manager
 * @param self name of the member that answered
 * @param viewId id of its current view; 0 for a local cache manager
 * @param members members of the view, coordinator first
 * @param caches caches running on this member, by name
 * @param settings effective container-level {@code grid:} settings with their origins
 * @param drain how the drain of this member stands
 * @param history the last events, oldest first, at most {@code grid history-size}
 */
public record GridReport(
        Instant takenAt,
        String cluster,
        String self,
        long viewId,
        List<Member> members,
        List<CacheReport> caches,
        List<Setting> settings,
        DrainReport drain,
        List<GridEvent> history) {

    public GridReport {
        members = List.copyOf(members);
        caches = List.copyOf(caches);
        settings = List.copyOf(settings);
        history = List.copyOf(history);
    }
}
