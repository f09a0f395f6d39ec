package io.spandrel.console;

import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainException;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Redundancy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A drain that does as it is told, and hands over nothing. */
final class FakeDrain implements Drain {

    /** What stands in the way of the next one. */
    volatile List<DrainPlan.Obstacle> obstacles = List.of();

    /** The last one begun; empty: none. */
    volatile String begun = "";

    private volatile DrainReport report = DrainReport.idle(40);

    @Override
    public CompletionStage<DrainPlan> plan() {
        return CompletableFuture.completedFuture(new DrainPlan(
                "b",
                List.of(new DrainPlan.CachePlan(
                        FakeGrid.CACHE, "DIST_SYNC", 2, 40, 3, 1_000, obstacles, List.of("moves entries now")))));
    }

    @Override
    public CompletionStage<Void> begin(Redundancy redundancy, Duration timeout) {
        if (!obstacles.isEmpty()) {
            return CompletableFuture.failedFuture(new DrainException("b", obstacles));
        }
        begun = redundancy + " within " + timeout;
        report = new DrainReport(DrainReport.State.DRAINING, 30, 40, Instant.EPOCH, timeout.toMillis(), null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<DrainReport> report() {
        return CompletableFuture.completedFuture(report);
    }

    @Override
    public CompletionStage<Void> cancel() {
        report = DrainReport.idle(40);
        return CompletableFuture.completedFuture(null);
    }
}
