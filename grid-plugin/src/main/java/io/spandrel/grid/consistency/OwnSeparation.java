package io.spandrel.grid.consistency;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps note of with whom this member is together, for the others to hear when they meet again. Thread-safe. */
public final class OwnSeparation<M> {

    /*
     * Any change of the members begins a new time: who was together with this one may have brought along what others had written,
     * or have taken this one's writes to them. So only what is written after the last change counts as unknown to the rest.
     *
     * A merge that begins anew, because a member was lost on the way, is the same one: nothing that was written after its beginning
     * is in the time before it.
     */
    private final HybridLogicalClock clock;
    private final int number;

    private Set<M> together = Set.of();
    private long since;
    private boolean merging;
    private @Nullable Separation<M> last;

    /**
     * @param number of this member in the versions of {@code clock}
     */
    public OwnSeparation(HybridLogicalClock clock, int number) {
        this.clock = clock;
        this.number = number;
    }

    /**
     * A topology is installed.
     *
     * @param members of it that are there
     * @param merge whether it brings sides of a partition together
     */
    public synchronized void installed(Collection<M> members, boolean merge) {
        if (merge) {
            if (!merging && !together.isEmpty()) {
                last = new Separation<>(number, together, since, clock.next(Version.NONE));
            }
        } else if (merging || !together.equals(Set.copyOf(members))) {
            together = Set.copyOf(members);
            since = clock.next(Version.NONE);
        }
        merging = merge;
    }

    /** The time before the last merge; null: there was none, or this member has come during it. */
    public synchronized @Nullable Separation<M> last() {
        return last;
    }
}
