package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.Ballot;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.Takeover;
import io.spandrel.grid.consistency.Version;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a member is the primary of a segment, and under which ballot. */
final class Primacy {

    private final SimulatedMember me;
    private final int segment;
    private final Runnable takenOver;
    private @Nullable CompletableFuture<Void> takingOver;
    private long ballot;
    private long highestHeard;
    private long floor;
    private boolean current;

    /**
     * @param takenOver what to do when it has become the primary
     */
    Primacy(SimulatedMember me, int segment, Runnable takenOver) {
        this.me = me;
        this.segment = segment;
        this.takenOver = takenOver;
    }

    SegmentConfig config() {
        return me.configs.get(segment);
    }

    ExpectedOwners<Id> owners() {
        return config().owners();
    }

    /** Whether the member takes itself for the primary. */
    boolean claimed() {
        return me.primary(segment).equals(me.id);
    }

    long ballot() {
        return ballot;
    }

    /** What all versions of its writes have to exceed. */
    long floor() {
        return floor;
    }

    /** Whether it has compared itself with a majority since it took over. */
    boolean current() {
        return current;
    }

    void compared() {
        current = true;
    }

    boolean established() {
        return me.owns(segment)
                && takingOver != null
                && takingOver.isDone()
                && !takingOver.isCompletedExceptionally()
                && (me.fence.promised(segment) == ballot || me.cluster.mutation == Mutation.NO_FENCE);
    }

    CompletableFuture<Void> become() {
        if (!established() && (takingOver == null || takingOver.isDone())) {
            takingOver = takeOver();
        }
        return Objects.requireNonNull(takingOver);
    }

    private CompletableFuture<Void> takeOver() {
        if (!me.owns(segment)) {
            return CompletableFuture.failedFuture(new IllegalStateException("not an owner"));
        }
        current = false;
        highestHeard = Math.max(highestHeard, Math.max(me.fence.promised(segment), config().ballot()));
        long mine = Ballot.after(highestHeard, me.id.number());
        ballot = mine;
        return promises(mine, Version.NONE).thenAccept(reading -> {
            if (ballot != mine || me.fence.promised(segment) != mine) {
                throw new IllegalStateException("replaced");
            }
            floor = me.cluster.mutation == Mutation.NO_FLOOR ? Version.NONE : reading;
            me.after(1, takenOver);
        });
    }

    /* Fails if the owner has promised to somebody else. */
    <T> CompletableFuture<T> ask(Id owner, SegmentConfig config, long by, Function<SimulatedOwner, T> action) {
        return me.call(owner, there -> there.obey(segment, by, config, action)).thenApply(obeyed -> {
            heardOf(obeyed.promised());
            if (obeyed.answer() == null) {
                throw new IllegalStateException(owner + " has promised to somebody else");
            }
            return obeyed.answer();
        });
    }

    /* Somebody else has taken over: this one has to do it anew. */
    void heardOf(long promised) {
        highestHeard = Math.max(highestHeard, promised);
        if (promised > ballot && takingOver != null && takingOver.isDone()) {
            takingOver = null;
            current = false;
        }
    }

    /* What was found out under one ballot counts under no other. */
    <T> CompletableFuture<T> ifStill(long by, Supplier<CompletableFuture<T>> step) {
        return by == ballot && established()
                ? step.get()
                : CompletableFuture.failedFuture(new IllegalStateException("replaced"));
    }

    /* Fails if somebody knows of a newer configuration: the promises of other owners would be needed. */
    CompletableFuture<Long> promises(long mine, long seen) {
        SegmentConfig config = config();
        Takeover<Id> takeover = new Takeover<>(config.owners());
        CompletableFuture<Long> floor = new CompletableFuture<>();
        for (Id owner : config.owners().all()) {
            me.call(owner, there -> there.onPrepare(segment, mine, seen, config))
                    .whenComplete((promise, failure) -> {
                        if (promise == null) {
                            takeover.failed(owner);
                            return;
                        }
                        highestHeard = Math.max(highestHeard, promise.promised());
                        if (promise.config().newerThan(config)) {
                            me.adopt(segment, promise.config());
                            floor.completeExceptionally(new IllegalStateException("other owners"));
                        } else if (promise.given()
                                && (me.cluster.mutation == Mutation.NO_FLOOR || me.clock.seen(promise.reading()))) {
                            takeover.promised(owner, promise.reading());
                        } else {
                            takeover.failed(owner);
                        }
                    });
        }
        takeover.floor().whenComplete((reading, failure) -> {
            if (failure == null) {
                floor.complete(reading);
            } else {
                floor.completeExceptionally(failure);
            }
        });
        return floor;
    }

    /* Done when all have answered or will not. */
    <T> CompletableFuture<Void> askAll(
            SegmentConfig config, long by, Function<SimulatedOwner, T> question, BiConsumer<Id, T> answered) {
        return CompletableFuture.allOf(config.owners().all().stream()
                .map(owner -> ask(owner, config, by, question).handle((answer, failure) -> {
                    if (failure == null) {
                        answered.accept(owner, answer);
                    }
                    return null;
                }))
                .toArray(CompletableFuture[]::new));
    }
}
