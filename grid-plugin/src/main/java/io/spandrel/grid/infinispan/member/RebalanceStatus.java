package io.spandrel.grid.infinispan.member;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.infinispan.topology.RebalancingStatus;

/**
 * What the coordinator last said of a cache's rebalancing. Only it knows whether rebalancing is on, and a report must
 * not wait for it: so the last answer is shown, and asked for again when it is older than a second. Thread-safe.
 */
public final class RebalanceStatus {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Supplier<CompletionStage<RebalancingStatus>> coordinator;
    private final AtomicReference<Instant> asked = new AtomicReference<>(Instant.EPOCH);
    private volatile RebalancingStatus last = RebalancingStatus.COMPLETE;

    RebalanceStatus(InstantSource clock, Supplier<CompletionStage<RebalancingStatus>> coordinator) {
        this.clock = clock;
        this.coordinator = coordinator;
    }

    /** The last answer. */
    public RebalancingStatus last() {
        Instant now = clock.instant();
        Instant before = asked.get();
        if (Duration.between(before, now).compareTo(FRESH) >= 0 && asked.compareAndSet(before, now)) {
            refresh();
        }
        return last;
    }

    /** Asks the coordinator now. An answer that does not come leaves the last one. */
    public CompletionStage<Void> refresh() {
        return coordinator.get().handle((answer, failure) -> {
            if (answer != null) {
                last = answer;
            }
            return null;
        });
    }
}
