package io.spandrel.grid.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Digest.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells deleted from never received, where an owner has nothing of a key and has forgotten deletes up to a version that
 * another one's value does not exceed. Of the simulated cluster, where owners to come are known as such; real members leave
 * it undecided (decision 151).
 */
public final class ForgottenDeletes {

    private ForgottenDeletes() {}

    /**
     * Whether the newest value was deleted, or was never acknowledged by a majority.
     *
     * <p>An acknowledged delete was taken by a majority. If a majority has values, one of them was taken after the delete by an
     * owner that had taken it: so it is newer. If not, no value was acknowledged and not deleted since.
     *
     * @param digests of all expected owners. Those to come are passed over: they were given nothing yet, so that they have
     *     nothing means nothing.
     * @throws IllegalArgumentException if one of the current owners is missing
     */
    public static <M> boolean deleted(ExpectedOwners<M> owners, Map<M, Digest> digests) {
        if (!digests.keySet().containsAll(owners.current())) {
            throw new IllegalArgumentException(
                    "all of " + owners.current() + " must be heard, not only " + digests.keySet());
        }
        Digest newest = Digest.ABSENT;
        Set<M> live = new HashSet<>();
        for (Map.Entry<M, Digest> entry : digests.entrySet()) {
            Digest digest = entry.getValue();
            if (digest.live()) {
                live.add(entry.getKey());
            }
            newest = digest.kind() != Kind.FORGOTTEN && digest.newerThan(newest) ? digest : newest;
        }
        return !newest.live() || !ExpectedOwners.of(owners.current()).met(ConsistencyLevel.QUORUM, live);
    }
}
