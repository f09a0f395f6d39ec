package io.spandrel.console.live;

import io.spandrel.grid.Grid;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the members say of themselves, asked at most once at a time whoever wants to know: however many pages are open,
 * the grid sees one question. Thread-safe.
 */
public final class MemberReports {

    /** How long a member may take to answer before it counts as silent. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** How old an answer may be for the pages, which show tables and not curves. */
    private static final Duration AGE_MAX = Duration.ofMillis(800);

    private record Taken(Instant at, List<MemberReport> reports) {}

    private final Grid grid;
    private final InstantSource clock;
    private @Nullable CompletableFuture<Taken> latest;

    public MemberReports(Grid grid, InstantSource clock) {
        this.grid = grid;
        this.clock = clock;
    }

    /** Reports at most 0.8 s old, one per member. Blocks up to 2 s; who is silent is reported as such. */
    public List<MemberReport> recent() {
        return within(AGE_MAX).join().reports();
    }

    private synchronized CompletableFuture<Taken> within(Duration age) {
        if (latest == null || (latest.isDone() && latest.join().at().plus(age).isBefore(clock.instant()))) {
            latest = ask();
        }
        return latest;
    }

    /* Never completes exceptionally: a grid that cannot be asked has silent members. */
    private CompletableFuture<Taken> ask() {
        return answers()
                .toCompletableFuture()
                .orTimeout(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> silent())
                .thenApply(reports -> new Taken(clock.instant(), reports));
    }

    private CompletionStage<List<MemberReport>> answers() {
        try {
            return grid.memberReports(TIMEOUT);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<MemberReport> silent() {
        return grid.members().stream()
                .map(Member::name)
                .map(MemberReport::unanswered)
                .toList();
    }
}
