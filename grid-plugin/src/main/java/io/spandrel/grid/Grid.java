package io.spandrel.grid;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The handle of the grid that one cache manager takes part in: what Infinispan has no word for.
 *
 * <p>Thread-safe. Valid as long as its cache manager runs.
 */
public interface Grid {

    /** This member's knowledge in one snapshot; makes no remote call. */
    GridReport report();

    /** Members of the current view, coordinator first. */
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
}
