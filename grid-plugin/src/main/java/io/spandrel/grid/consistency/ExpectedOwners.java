package io.spandrel.grid.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The owners of a segment that rounds are counted against: those the last stable topology gave it, whether they can be reached
 * or not; and while the segment moves, those it is to have next.
 *
 * <p>While it moves, a round needs its number in both groups. So every round before, during and after the move has an owner in
 * common with every other one of a majority.
 *
 * @param <M> a member's identity, which changes when it comes back without what it held
 * @param current those of the stable topology, in order of preference, at least one
 * @param next those to come, or empty if the segment does not move
 * @param merging whether those to come are the owners of two sides that merge: a majority needs all of them, because one side
 *     does not know by which owners the other one has counted
 * @param outnumbered whether more than half of the members cannot be seen, who may have made others owners by now: these are
 *     enough for {@code ONE} alone
 */
public record ExpectedOwners<M>(Set<M> current, Set<M> next, boolean merging, boolean outnumbered) {

    public ExpectedOwners {
        if (current.isEmpty()) {
            throw new IllegalArgumentException("a segment must have 1 owner or more");
        }
        current = Collections.unmodifiableSet(new LinkedHashSet<>(current));
        next = Collections.unmodifiableSet(new LinkedHashSet<>(next));
    }

    /** The owners of a segment that does not move. */
    public static <M> ExpectedOwners<M> of(Collection<M> current) {
        return new ExpectedOwners<>(new LinkedHashSet<>(current), Set.of(), false, false);
    }

    public ExpectedOwners<M> movingTo(Collection<M> owners) {
        return new ExpectedOwners<>(current, new LinkedHashSet<>(owners), false, outnumbered);
    }

    /** The same, while this side merges with another one. */
    public ExpectedOwners<M> mergingInto(Collection<M> owners) {
        return new ExpectedOwners<>(current, new LinkedHashSet<>(owners), true, outnumbered);
    }

    /** The same, as those see them who cannot see more than half of the members. */
    public ExpectedOwners<M> seenByFew() {
        return new ExpectedOwners<>(current, next, merging, true);
    }

    public boolean moving() {
        return !next.isEmpty();
    }

    /** The owners of both groups. */
    public Set<M> all() {
        if (!moving()) {
            return current;
        }
        Set<M> all = new LinkedHashSet<>(current);
        all.addAll(next);
        return all;
    }

    /** Whether these members are enough for the level. */
    public boolean met(ConsistencyLevel level, Set<M> members) {
        return (level == ConsistencyLevel.ONE || !outnumbered)
                && met(level, current, members)
                && (!moving() || met(toCome(level), next, members));
    }

    private static <M> boolean met(ConsistencyLevel level, Set<M> group, Set<M> members) {
        return group.stream().filter(members::contains).count() >= needed(level, group.size());
    }

    /** How many copies a level needs: while the segment moves, in the group that needs more of them. */
    public int needed(ConsistencyLevel level) {
        return Math.max(needed(level, current.size()), needed(toCome(level), next.size()));
    }

    private ConsistencyLevel toCome(ConsistencyLevel level) {
        return merging && level != ConsistencyLevel.ONE ? ConsistencyLevel.ALL : level;
    }

    /** How many of so many owners a level needs. */
    public static int needed(ConsistencyLevel level, int owners) {
        return switch (level) {
            case ONE -> 1;
            case QUORUM -> owners / 2 + 1;
            case ALL -> owners;
        };
    }

    /** For messages: how many of how many. */
    String describe(ConsistencyLevel level) {
        String stable = needed(level, current.size()) + " of " + current;
        String all = moving() ? stable + " and " + needed(toCome(level), next.size()) + " of " + next : stable;
        return outnumbered ? all + ", and more than half of the members, who cannot be reached" : all;
    }
}
