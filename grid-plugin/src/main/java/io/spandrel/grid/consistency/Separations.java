package io.spandrel.grid.consistency;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of two writes of a key whether neither member can have known of the other's when it wrote. Immutable. */
public final class Separations<M> {

    /*
     * A version tells who gave it and when, not what it replaced. Two are concurrent for certain if each was given by a member
     * that tells of it to have been together with its own side alone, and the sides had nobody in common. All else may be a
     * value and its successor, and counts as such: what was written before a member noticed the others to be gone, or by one that
     * cannot be asked any more.
     *
     * What settles two concurrent writes gets a version at the end of these times: newer than both, so that it is never settled
     * again against one of them; and older than all that is written after the merge has begun, by whoever has heard of it.
     */
    private final Map<Integer, Separation<M>> byNumber = new HashMap<>();

    private final long end;

    /**
     * @param told by the members that take part in a merge. If two have the same number, neither is believed.
     */
    public Separations(Collection<Separation<M>> told) {
        Set<Integer> twice = new HashSet<>();
        long latest = Version.NONE;
        for (Separation<M> one : told) {
            latest = Math.max(latest, one.until());
            if (byNumber.put(one.number(), one) != null) {
                twice.add(one.number());
            }
        }
        byNumber.keySet().removeAll(twice);
        this.end = latest;
    }

    /** Whether two versions were given by members that were apart. */
    public boolean concurrent(long one, long other) {
        Separation<M> first = of(one);
        Separation<M> second = of(other);
        return first != null && second != null && first.apartFrom(second);
    }

    private @Nullable Separation<M> of(long version) {
        Separation<M> member = byNumber.get(Version.member(version));
        return member != null && member.covers(version) ? member : null;
    }

    /** Newer than every version that is concurrent with another one; {@link Version#NONE} without a merge. */
    public long end() {
        return end;
    }

    /**
     * The version of what a member settles.
     *
     * @param number of that member
     */
    public long settledBy(int number) {
        return Version.ofReading(Version.reading(end), Version.checkedMember(number));
    }
}
