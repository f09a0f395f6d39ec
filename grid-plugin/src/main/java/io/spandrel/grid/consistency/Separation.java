package io.spandrel.grid.consistency;

import java.util.Collections;
import java.util.Set;

/**
 * What a member tells of the time before a merge: with whom it was together at last, and which of its versions it gave then.
 * Immutable.
 *
 * @param number the member's in its versions
 * @param together the members that it knew then, itself among them
 * @param since older than all that it gave to these members alone
 * @param until newer than that, and older than all that it gave to those it has met in the merge
 */
public record Separation<M>(int number, Set<M> together, long since, long until) {

    public Separation {
        together = Set.copyOf(together);
    }

    /** Whether the member gave this version in that time: nobody but those together with it can have heard of it. */
    boolean covers(long version) {
        return Version.member(version) == number && version > since && version < until;
    }

    /** Whether nobody was together with both members. */
    boolean apartFrom(Separation<M> other) {
        return Collections.disjoint(together, other.together);
    }
}
