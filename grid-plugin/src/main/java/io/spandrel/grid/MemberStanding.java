package io.spandrel.grid;

import java.util.List;

/**
 * Where a member stands, and how it sees the others.
 *
 * @param state what it says of itself
 * @param suspects names of members of its view that it cannot hear: they were asked and did not answer, or its failure
 *     detection gives them up
 * @param missing members that it expects and does not see: who left without stopping in order within the last 24 hours, at most
 *     64, and who counts in majorities of versioned caches
 * @param initialClusterSize members that the transport waits for before caches start; 0: it does not
 * @param refusing versioned caches that refuse what asks for a majority, because it sees none or has not heard yet who counts
 */
public record MemberStanding(
        State state,
        List<String> suspects,
        List<MissingMember> missing,
        int initialClusterSize,
        List<String> refusing) {

    /** Of a member that has said nothing. */
    public static final MemberStanding UNKNOWN = new MemberStanding(State.UNKNOWN, List.of(), List.of(), 0, List.of());

    public MemberStanding {
        suspects = List.copyOf(suspects);
        missing = List.copyOf(missing);
        refusing = List.copyOf(refusing);
    }

    /** What a member says of itself. */
    public enum State {

        /** It has not said anything. */
        UNKNOWN,

        /** A cache is starting, or waits for its share of the segments. */
        JOINING,

        /** All its caches run and own their share. */
        READY,

        /** Its segments move to the other members. */
        DRAINING,

        /** It owns nothing any more and can be stopped. */
        DRAINED
    }
}
