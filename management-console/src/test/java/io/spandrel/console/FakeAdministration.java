package io.spandrel.console;

import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.CachePlan;
import io.spandrel.grid.CacheProblem;
import io.spandrel.grid.CacheRefusedException;
import io.spandrel.grid.CacheRemoval;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes every text that does not hold the word {@code wrong}, and remembers what it was told to do. */
final class FakeAdministration implements CacheAdministration {

    static final CacheProblem PROBLEM = new CacheProblem(2, 5, "eviction", "max-count", "wrong");

    private final List<String> done;

    /** Why nothing can be removed. */
    volatile List<String> obstacles = List.of();

    FakeAdministration(List<String> done) {
        this.done = done;
    }

    @Override
    public CompletionStage<CachePlan> plan(String name, CacheFormat format, String text) {
        return CompletableFuture.completedFuture(
                text.contains("wrong")
                        ? new CachePlan(name, true, "", List.of(PROBLEM))
                        : new CachePlan(name, true, format + " " + text, List.of()));
    }

    @Override
    public CompletionStage<CachePlan> create(String name, CacheFormat format, String text) {
        if (text.contains("wrong")) {
            return CompletableFuture.failedFuture(new CacheRefusedException(name, List.of(PROBLEM)));
        }
        done.add("create " + name + " " + format + " " + text);
        return plan(name, format, text);
    }

    @Override
    public CompletionStage<CacheRemoval> removal(String name) {
        return CompletableFuture.completedFuture(new CacheRemoval(name, true, 1, 2, obstacles));
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        if (!obstacles.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException(String.join("; ", obstacles)));
        }
        done.add("remove " + name);
        return CompletableFuture.completedFuture(null);
    }
}
