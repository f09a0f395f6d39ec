package io.spandrel.grid;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * The handle of the grid that one cache manager takes part in: what Infinispan has no word for.
 *
 * <p>Thread-safe. Valid as long as its cache manager runs.
 */
public interface Grid {

    /**
     * The grid of a running cache manager.
     *
     * @throws IllegalStateException if the manager does not run, or was started without the grid's module
     */
    static Grid of(EmbeddedCacheManager manager) {
        return ServiceLoader.load(GridProvider.class, Grid.class.getClassLoader()).stream()
                .map(provider -> provider.get().find(manager))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No grid in " + manager
                        + ": it does not run, or it was started without spandrel-grid-plugin on its class path"));
    }

    /** This member's knowledge in one snapshot; makes no remote call. */
    GridReport report();

    /** Members of the current view, coordinator first; this member alone if it is not clustered. */
    List<Member> members();

    /**
     * The grid's side of a running cache.
     *
     * @throws IllegalArgumentException if no cache of that name runs here
     */
    GridCache cache(String name);

    /**
     * Asks every member for its counters; who does not answer within {@code timeout} is reported as such, and never
     * fails the whole.
     */
    CompletionStage<List<MemberReport>> memberReports(Duration timeout);

    /**
     * Asks every member, one by one, for what is not needed all the time: clock, view, Java, settings. Who does not
     * answer within {@code timeout} is reported as such.
     */
    CompletionStage<List<MemberDetail>> memberDetails(Duration timeout);

    /**
     * Asks every member what it remembers of its last five minutes, each in memory and nobody else's. Who does not
     * answer within {@code timeout} is reported as such.
     */
    CompletionStage<List<MemberHistory>> memberHistories(Duration timeout);

    /**
     * Asks every member which views it has been in, newest first, each view once: with partitions and merges, and what owners
     * came to agree on. Members that do not answer within {@code timeout} add nothing; each remembers the last 64.
     */
    CompletionStage<List<GridView>> views(Duration timeout);

    /** What a drain of this member would do now, and what would stand in its way. */
    default CompletionStage<DrainPlan> drainPlan() {
        return drainOf(report().self()).plan();
    }

    /**
     * Hands over all segments that this member owns, so that it can be stopped without a copy being lost. The member remains in
     * the grid, owns nothing, and is not given anything until {@link #cancelDrain()}; stopping it is the caller's.
     *
     * <p>If a drain has begun already, it is that one which is waited for.
     *
     * @param timeout after which the drain is given up, and the member takes its segments back
     * @return completes when nothing is left; fails with {@link DrainException} if the drain is refused or does not succeed,
     *     and with {@link java.util.concurrent.CancellationException} if it is cancelled; on a thread of Infinispan, in which
     *     the manager must not be stopped
     */
    CompletionStage<Void> drain(Redundancy redundancy, Duration timeout);

    /**
     * Has this member own its share again, whether a drain is under way or has ended; nothing happens if there is none.
     *
     * @return completes when the coordinator has given the share back; entries move after that
     */
    default CompletionStage<Void> cancelDrain() {
        return drainOf(report().self()).cancel();
    }

    /**
     * The drain of a member of the view.
     *
     * @throws IllegalArgumentException if there is no member of that name
     */
    Drain drainOf(String member);

    /** Caches that are created and removed while the grid runs. */
    CacheAdministration administration();
}
