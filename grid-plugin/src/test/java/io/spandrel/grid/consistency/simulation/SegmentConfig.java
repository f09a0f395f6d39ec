package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.ExpectedOwners;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who owns a segment. Each one is decided by a primary that a majority of the owners before has promised to.
 *
 * @param ballot of that primary
 * @param step how many it has decided before
 * @param since with which configuration each owner became one: what it held before that counts for nothing
 */
record SegmentConfig(long ballot, int step, ExpectedOwners<Id> owners, Map<Id, Integer> since, int number) {

    static SegmentConfig first(Collection<Id> owners) {
        Map<Id, Integer> since = new HashMap<>();
        owners.forEach(owner -> since.put(owner, 0));
        return new SegmentConfig(0, 0, ExpectedOwners.of(owners), since, 0);
    }

    boolean newerThan(SegmentConfig other) {
        return ballot != other.ballot ? ballot > other.ballot : step > other.step;
    }

    SegmentConfig moving(long by, Collection<Id> target, int number) {
        Map<Id, Integer> joined = new HashMap<>(since);
        target.forEach(owner -> joined.putIfAbsent(owner, number));
        return new SegmentConfig(by, nextStep(by), owners.movingTo(target), joined, number);
    }

    SegmentConfig moved(long by, int number) {
        Map<Id, Integer> left = new HashMap<>(since);
        left.keySet().retainAll(owners.next());
        return new SegmentConfig(by, nextStep(by), ExpectedOwners.of(owners.next()), left, number);
    }

    private int nextStep(long by) {
        return by == ballot ? step + 1 : 0;
    }

    /** Whether what the member has of the segment as an owner by the other configuration is worth anything by this one. */
    boolean keeps(Id member, SegmentConfig before) {
        return owners.all().contains(member) && Objects.equals(since.get(member), before.since.get(member));
    }
}
