package io.spandrel.grid.consistency;

/**
 * The one rule by which an owner takes a state: only if it is newer than what it holds. Because of it, writes, retries, hints,
 * repairs, merges and state transfers may arrive in any order and any number of times.
 *
 * <p>Thread-safe. The caller sees to it that what is held does not change between the decision and what follows from it.
 */
public final class ApplyRule {

    private final HybridLogicalClock clock;

    /**
     * @param clock it hears of every version that is not refused for being ahead
     */
    public ApplyRule(HybridLogicalClock clock) {
        this.clock = clock;
    }

    /**
     * Decides about a state another member sends.
     *
     * @param held what is held of the key; what has expired still as a value, or as its tombstone
     * @param clearedUpTo version of the segment's last clear, or {@link Version#NONE}
     * @param forgottenUpTo newest version of a delete of this segment that was not remembered for want of room, or
     *     {@link Version#NONE}; see {@link Tombstones#forgottenUpTo}
     */
    public Verdict decide(Digest held, Digest incoming, long clearedUpTo, long forgottenUpTo) {
        if (!clock.seen(incoming.version())) {
            return Verdict.AHEAD;
        }
        if (incoming.version() <= clearedUpTo) {
            return Verdict.CLEARED;
        }
        if (held.kind() == Digest.Kind.ABSENT && incoming.version() <= forgottenUpTo) {
            /* A tombstone would hide that newer deletes were forgotten, and let in values between the two. */
            return incoming.live() ? Verdict.UNDECIDED : Verdict.OLDER;
        }
        if (incoming.newerThan(held)) {
            return Verdict.APPLY;
        }
        return held.newerThan(incoming) ? Verdict.OLDER : Verdict.SAME;
    }
}
