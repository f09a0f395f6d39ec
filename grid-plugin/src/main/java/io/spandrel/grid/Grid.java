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
}
