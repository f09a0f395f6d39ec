package io.spandrel.grid.consistency;

/** Numbers the takeovers of a segment: how many were before, and by whom, in one {@code long}; never the same for two members. */
public final class Ballot {

    private Ballot() {}

    /**
     * A ballot higher than that.
     *
     * @param highest the highest one heard of, or 0
     * @param member the number of the member that takes over, 0 up to {@link Version#MEMBER_MAX}
     */
    public static long after(long highest, int member) {
        return ((highest >>> Version.MEMBER_BITS) + 1) << Version.MEMBER_BITS | Version.checkedMember(member);
    }
}
