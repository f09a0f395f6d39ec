package io.spandrel.grid;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was together for a while, as those members that still run remember it. In a partition each side has views of its own.
 *
 * @param id the view's number; two sides of a partition may have the same
 * @param change how it came about
 * @param installedAt when it was installed, by the clock of the member that was asked
 * @param endedAt when a member that remembers it saw the next one; null: it is in force
 * @param members by name, the coordinator first
 * @param joined who was not in the view before
 * @param left who was in the view before
 * @param merged the groups that it brought together; empty unless it is a merge
 * @param settlements what the owners of caches came to agree on after it, in that order; empty unless it is a merge
 */
public record GridView(
        long id,
        Change change,
        Instant installedAt,
        @Nullable Instant endedAt,
        List<String> members,
        List<String> joined,
        List<String> left,
        List<List<String>> merged,
        List<Settlement> settlements) {

    public GridView {
        members = List.copyOf(members);
        joined = List.copyOf(joined);
        left = List.copyOf(left);
        merged = merged.stream().map(List::copyOf).toList();
        settlements = List.copyOf(settlements);
    }

    /** How a view comes about. */
    public enum Change {
        /** Nobody remembers one before it. */
        FIRST,
        JOINED,
        LEFT,
        /** Members were lost that came back by a merge: the network was split. */
        SPLIT,
        MERGED
    }

    /**
     * The owners of all segments of a cache were compared after a merge, and made to agree.
     *
     * @param cache its name
     * @param tookMillis how long that took, ms
     * @param segments how many segments were compared
     * @param differing about how many keys owners did not agree
     * @param conflicts how many writes did not stay, because one of the other side did
     * @param unsettled about how many keys they may still not agree
     * @param failure why; null: all are settled
     */
    public record Settlement(
            String cache,
            long tookMillis,
            long segments,
            long differing,
            long conflicts,
            long unsettled,
            @Nullable String failure) {}
}
