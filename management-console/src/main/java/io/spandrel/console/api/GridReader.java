package io.spandrel.console.api;

import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.live.MemberReports;
import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheRefusedException;
import io.spandrel.grid.CacheReport;
import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainException;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.GridView;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.MemberReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinispan.commons.CacheException;
import org.jspecify.annotations.Nullable;

/** The grid as endpoints use it: what is missing, late or failed becomes the problem to tell. */
final class GridReader {

    /** How long an operation on all members may take before the client is told that it goes on without an answer. */
    static final Duration OPERATION_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration DETAIL_TIMEOUT = Duration.ofSeconds(1);

    private final Grid grid;
    private final MemberReports members;

    GridReader(Grid grid, MemberReports members) {
        this.grid = grid;
        this.members = members;
    }

    GridReport report() {
        return grid.report();
    }

    /** One per member; the silent ones say so. */
    List<MemberReport> members() {
        return members.recent();
    }

    /** What members tell only when asked. */
    List<MemberDetail> details() throws Exception {
        return await(() -> grid.memberDetails(DETAIL_TIMEOUT));
    }

    /** Who was together for a while, newest first. */
    List<GridView> views() throws Exception {
        return await(() -> grid.views(DETAIL_TIMEOUT));
    }

    /** How the drains stand, by member; without those that do not tell within {@code timeout}. */
    Map<String, DrainReport> drains(Duration timeout) throws Exception {
        Map<String, CompletableFuture<@Nullable DrainReport>> asked = new LinkedHashMap<>();
        for (Member member : grid.members()) {
            asked.put(
                    member.name(),
                    drainReport(member.name())
                            .toCompletableFuture()
                            .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
        Map<String, DrainReport> told = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<@Nullable DrainReport>> member : asked.entrySet()) {
            @Nullable DrainReport report = await(member::getValue);
            if (report != null) {
                told.put(member.getKey(), report);
            }
        }
        return told;
    }

    /* A member may leave while it is asked. */
    private CompletionStage<@Nullable DrainReport> drainReport(String member) {
        try {
            return grid.drainOf(member).report().handle((told, failure) -> told);
        } catch (IllegalArgumentException left) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** @throws HttpProblem 404 */
    Drain drain(String member) {
        try {
            return grid.drainOf(member);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.notFound(String.valueOf(e.getMessage()));
        }
    }

    CacheAdministration administration() {
        return grid.administration();
    }

    /** @throws HttpProblem 404 */
    GridCache cache(String name) {
        try {
            return grid.cache(name);
        } catch (IllegalArgumentException e) {
            throw noSuchCache(name);
        }
    }

    /** @throws HttpProblem 404 */
    CacheReport cacheReport(String name) {
        return report().caches().stream()
                .filter(cache -> cache.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noSuchCache(name));
    }

    /**
     * The cache that a request outside {@code /api} means: the one it names, or the only one there is.
     *
     * @throws HttpProblem 400 if it names none of several, 404 if it names an unknown one
     */
    String cacheOrOnly(@Nullable String named) {
        if (named != null) {
            return cacheReport(named).name();
        }
        List<CacheReport> caches = report().caches();
        if (caches.size() != 1) {
            throw HttpProblem.badRequest("There are " + caches.size() + " caches: name one with ?cache=");
        }
        return caches.get(0).name();
    }

    /**
     * Does something to the grid and waits for its result.
     *
     * @throws HttpProblem 400 if it is refused, 409 if it makes no sense here, 502 if members failed, 504 if it takes too
     *     long
     */
    static <T extends @Nullable Object> T await(Callable<CompletionStage<T>> operation) throws Exception {
        try {
            return operation.call().toCompletableFuture().get(OPERATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw HttpProblem.tooSlow("Not done after " + OPERATION_TIMEOUT.toSeconds() + " s; it goes on");
        } catch (ExecutionException | RuntimeException e) {
            throw told(e);
        }
    }

    private static Exception told(Exception failure) {
        Throwable reason = failure;
        while ((reason instanceof ExecutionException || reason instanceof CompletionException)
                && reason.getCause() != null) {
            reason = reason.getCause();
        }
        String message = String.valueOf(reason.getMessage());
        if (reason instanceof IllegalArgumentException) {
            return HttpProblem.badRequest(message);
        }
        if (reason instanceof CacheRefusedException refused) {
            return HttpProblem.badRequest(message, "problems", refused.problems());
        }
        if (reason instanceof IllegalStateException || reason instanceof DrainException) {
            return HttpProblem.conflict(message);
        }
        return reason instanceof CacheException ? HttpProblem.othersFailed(message) : failure;
    }

    private static HttpProblem noSuchCache(String name) {
        return HttpProblem.notFound("No cache '" + name + "' runs on this member");
    }
}
