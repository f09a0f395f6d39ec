package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.GridView;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.infinispan.remoting.transport.Address;

/** The last views of the grid that this member was in, and what was settled after merges that it coordinated. Thread-safe. */
public final class ViewLog {

    /** So many views, and so many settlements. */
    static final int KEPT_MAX = 64;

    /** One view, as this member was told it. Times are this member's, ns. */
    public record Seen(long at, long id, List<Address> members, List<Address> before, List<List<Address>> merged) {}

    /** One settlement and its end. */
    record Settled(long at, GridView.Settlement settlement) {}

    private final LongSupplier nanoTime;
    private final ArrayDeque<Seen> views = new ArrayDeque<>();
    private final ArrayDeque<Settled> settlements = new ArrayDeque<>();

    public ViewLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param merged the groups that it brings together; empty: it is no merge */
    synchronized void installed(
            long id, Collection<Address> members, Collection<Address> before, Collection<List<Address>> merged) {
        add(views, new Seen(nanoTime.getAsLong(), id, List.copyOf(members), List.copyOf(before), List.copyOf(merged)));
    }

    public synchronized void settled(GridView.Settlement settlement) {
        add(settlements, new Settled(nanoTime.getAsLong(), settlement));
    }

    /** Oldest first. */
    public synchronized List<Seen> views() {
        return List.copyOf(views);
    }

    /** Oldest first. */
    synchronized List<Settled> settlements() {
        return List.copyOf(settlements);
    }

    /** How long ago a moment was, ms. */
    public long ageMillis(long at) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - at);
    }

    private static <T> void add(ArrayDeque<T> kept, T one) {
        if (kept.size() == KEPT_MAX) {
            kept.removeFirst();
        }
        kept.addLast(one);
    }
}
