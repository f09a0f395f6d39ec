package io.spandrel.grid.infinispan.antientropy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.antientropy.Difference;
import io.spandrel.grid.infinispan.consistency.KeySettling;
import io.spandrel.grid.infinispan.consistency.KeySettling.Settled;
import io.spandrel.grid.infinispan.consistency.KeyStates;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Pace;
import io.spandrel.grid.spi.CacheContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has keys settled on which owners do not agree, a few at a time, no faster than the throttle lets it. Thread-safe. */
final class KeyRepair implements OwnersRun.Repair {

    private static final int KEYS_AT_ONCE = 64;

    private final LocalMember member;
    private final CacheContext context;
    private final Pace pace;
    private final RunTally tally;
    private final boolean active;

    /**
     * @param active false: nothing is repaired
     */
    KeyRepair(LocalMember member, CacheContext context, Pace pace, RunTally tally, boolean active) {
        this.member = member;
        this.context = context;
        this.pace = pace;
        this.tally = tally;
        this.active = active;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public CompletionStage<Void> repair(List<Difference<Object>> differences) {
        if (!active) {
            return CompletableFuture.completedFuture(null);
        }
        tally.notRepaired(differences.stream().filter(KeyRepair::sameVersion).count());
        return Flowable.fromIterable(differences)
                .filter(difference -> !sameVersion(difference))
                .map(Difference::key)
                .buffer(KEYS_AT_ONCE)
                .concatMapCompletable(keys -> Completable.fromCompletionStage(settle(keys)))
                .toCompletionStage(null);
    }

    /* Which of the two is right nobody knows: only the next write of the key ends it. */
    private static boolean sameVersion(Difference<Object> difference) {
        return difference.cause() == Difference.Cause.OTHER_LIFESPAN;
    }

    private CompletionStage<Void> settle(List<Object> keys) {
        return pace.turn()
                .thenCompose(mine -> context.component(KeySettling.class).settle(keys))
                .thenCompose(outcomes -> {
                    long agreed = outcomes.stream().filter(KeyRepair::agreed).count();
                    tally.repaired(agreed);
                    tally.notRepaired(outcomes.size() - agreed);
                    return count(keys);
                });
    }

    private static boolean agreed(Settled outcome) {
        return outcome.failure() == null && outcome.complete();
    }

    /* What this member holds then is what was sent, or what came. */
    private CompletionStage<Void> count(List<Object> keys) {
        KeyStates states = context.component(KeyStates.class);
        long now = member.clock().millis();
        return Flowable.fromIterable(keys)
                .concatMapSingle(key ->
                        Flowable.fromCompletionStage(states.read(key, now)).firstOrError())
                .doOnNext(state -> pace.sent(Repairs.bytes(state)))
                .ignoreElements()
                .toCompletionStage(null);
    }
}
