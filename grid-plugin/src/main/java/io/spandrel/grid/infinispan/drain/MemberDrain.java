package io.spandrel.grid.infinispan.drain;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.Drain;
import io.spandrel.grid.DrainException;
import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.DrainReport.State;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.jspecify.annotations.Nullable;

/** Hands over what this member owns, so that it can be stopped, and takes it back if asked to. Thread-safe. */
public final class MemberDrain implements Drain {

    /*
     *   IDLE, FAILED       --begin-->                                          DRAINING
     *   DRAINING           --nothing left-->                                   DRAINED
     *   DRAINING           --too late, too few others-->                       RETURNING
     *   DRAINING, DRAINED  --cancel-->                                         RETURNING
     *   RETURNING          --the coordinator has given the shares back-->      IDLE, FAILED
     *
     * The coordinator is asked again and again: a new one hears of the drain, and a cache that starts later is handed over too,
     * for which DRAINED goes back to DRAINING. What is left is never told by the coordinator's word, but read from this
     * member's own topologies.
     */
    private static final Duration STEP = Duration.ofMillis(100);

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final LocalMember member;
    private final Shares shares;
    private final Supplier<List<DrainedCache>> running;
    private final LongSupplier nanoTime;

    private State state = State.IDLE;
    private @Nullable Instant since;
    private @Nullable String failure;
    private int segmentsAtStart;
    private long deadline;
    private Redundancy redundancy = Redundancy.KEEP;
    private boolean stepping;
    private boolean stopped;

    /** Caches that nobody else could own after the drain had ended, which this member owns again. */
    private final Set<String> kept = new HashSet<>();

    private CompletableFuture<Void> accepted = new CompletableFuture<>();
    private CompletableFuture<Void> drained = new CompletableFuture<>();
    private CompletableFuture<Void> returned = new CompletableFuture<>();

    public MemberDrain(LocalMember member, Shares shares, Supplier<List<DrainedCache>> running, LongSupplier nanoTime) {
        this.member = member;
        this.shares = shares;
        this.running = running;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<DrainPlan> plan() {
        List<DrainedCache> caches = running.get();
        return shares.look(handedOver(caches))
                .thenApply(answers -> new DrainPlan(
                        member.name(),
                        caches.stream()
                                .map(cache -> DrainPlanning.plan(cache, answers.of(cache), answers.silence()))
                                .toList()));
    }

    @Override
    public CompletionStage<Void> begin(Redundancy wanted, Duration timeout) {
        CompletableFuture<Void> mine;
        synchronized (this) {
            if (state == State.DRAINING || state == State.DRAINED) {
                return accepted.copy();
            }
            if (state == State.RETURNING) {
                return CompletableFuture.failedFuture(new DrainException(
                        member.name(), "it is being given back what it owned; ask again when that has ended"));
            }
            mine = new CompletableFuture<>();
            accepted = mine;
            drained = new CompletableFuture<>();
            returned = new CompletableFuture<>();
            redundancy = wanted;
            deadline = nanoTime.getAsLong() + timeout.toNanos();
            failure = null;
            segmentsAtStart = segments();
            kept.clear();
            enter(State.DRAINING);
        }
        plan().whenComplete((plan, broken) -> planned(mine, plan, broken));
        return mine.copy();
    }

    private void planned(CompletableFuture<Void> mine, @Nullable DrainPlan plan, @Nullable Throwable broken) {
        synchronized (this) {
            if (mine.isDone()) {
                return;
            }
            List<DrainPlan.Obstacle> obstacles = plan == null ? List.of() : plan.obstacles(redundancy);
            if (broken == null && obstacles.isEmpty()) {
                note("drain has begun, of " + segmentsAtStart + " segments");
                run();
            } else {
                enter(State.IDLE);
                Throwable reason = broken == null ? new DrainException(member.name(), obstacles) : broken;
                mine.completeExceptionally(reason);
                drained.completeExceptionally(reason);
            }
        }
        mine.complete(null);
    }

    /** Completes when the drain that was begun last has nothing left to hand over. */
    public synchronized CompletionStage<Void> ended() {
        return drained.copy();
    }

    @Override
    public synchronized CompletionStage<Void> cancel() {
        if (state == State.DRAINING || state == State.DRAINED) {
            note("drain was cancelled");
            CancellationException reason =
                    new CancellationException("The drain of '" + member.name() + "' was cancelled");
            accepted.completeExceptionally(reason);
            drained.completeExceptionally(reason);
            enter(State.RETURNING);
            run();
        }
        return state == State.RETURNING ? returned.copy() : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<DrainReport> report() {
        return CompletableFuture.completedFuture(figures());
    }

    /** How the drain stands. */
    public synchronized DrainReport figures() {
        boolean limited = state == State.DRAINING && !drained.isDone();
        long left = limited ? Math.max(0, deadline - nanoTime.getAsLong()) : 0;
        return new DrainReport(
                state,
                segments(),
                segmentsAtStart,
                since,
                Duration.ofNanos(left).toMillis(),
                failure);
    }

    /** The member stops: whoever waits is told. */
    public synchronized void stop() {
        stopped = true;
        DrainException reason = new DrainException(member.name(), "it was stopped");
        accepted.completeExceptionally(reason);
        drained.completeExceptionally(reason);
        returned.completeExceptionally(reason);
    }

    private void run() {
        if (!stepping) {
            stepping = true;
            member.runBlocking(this::step, Duration.ZERO);
        }
    }

    private void step() {
        State now = going();
        if (now == State.IDLE) {
            return;
        }
        List<DrainedCache> caches = running.get();
        shares.ask(handedOver(caches), cache -> wish(cache, now)).whenComplete((answers, broken) -> {
            synchronized (this) {
                try {
                    if (answers != null && now == state) {
                        heard(caches, answers);
                    } else if (broken != null && now == State.DRAINING && !drained.isDone()) {
                        fail("the coordinator could not be asked: " + CompletableFutures.extractException(broken));
                    }
                } finally {
                    member.runBlocking(this::step, state == State.DRAINED ? WATCH : STEP);
                }
            }
        });
    }

    /** What there is to do; {@link State#IDLE}: nothing any more. */
    private synchronized State going() {
        stepping = !stopped && state != State.IDLE && state != State.FAILED;
        return stepping ? state : State.IDLE;
    }

    private synchronized DrainCommand.Wish wish(DrainedCache cache, State now) {
        return now == State.RETURNING || kept.contains(cache.name())
                ? new DrainCommand.Wish(cache.name(), cache.factor(), 0)
                : new DrainCommand.Wish(cache.name(), 0, redundancy == Redundancy.KEEP ? cache.owners() : 1);
    }

    private void heard(List<DrainedCache> caches, Shares.Answers answers) {
        if (state == State.RETURNING) {
            if (handedOver(caches).stream().allMatch(cache -> answers.agree(cache, cache.factor()))) {
                note("takes part again");
                enter(failure == null ? State.IDLE : State.FAILED);
                returned.complete(null);
            }
        } else if (drained.isDone()) {
            watch(caches, answers);
        } else {
            advance(caches, answers);
        }
    }

    private void advance(List<DrainedCache> caches, Shares.Answers answers) {
        List<String> refused = handedOver(caches).stream()
                .filter(cache -> tooFew(cache, answers))
                .map(DrainedCache::name)
                .toList();
        boolean late = deadline - nanoTime.getAsLong() <= 0;
        if (!refused.isEmpty()) {
            fail("too few other members are left to own " + names(refused));
        } else if (caches.stream().allMatch(cache -> settled(cache, answers)) && (late || owed(caches) == 0)) {
            note("drained: it owns nothing any more" + unpaid(caches));
            enter(State.DRAINED);
            drained.complete(null);
        } else if (!late) {
            caches.forEach(DrainedCache::pay);
        } else {
            fail("time is over, and it still owns segments, or others do not own enough, of "
                    + names(caches.stream()
                            .filter(cache -> !settled(cache, answers))
                            .map(DrainedCache::name)
                            .toList()));
        }
    }

    /** A drained member that remains alone in a cache owns it again: there is nobody else. */
    private void watch(List<DrainedCache> caches, Shares.Answers answers) {
        for (DrainedCache cache : handedOver(caches)) {
            DrainCommand.Grant grant = answers.of(cache);
            if (grant != null && grant.known() && grant.others() == 0) {
                kept.add(cache.name());
            } else if (grant != null && grant.known()) {
                kept.remove(cache.name());
            }
        }
        State seen = segments() == 0 ? State.DRAINED : State.DRAINING;
        if (seen != state) {
            enter(seen);
        }
    }

    private boolean tooFew(DrainedCache cache, Shares.Answers answers) {
        DrainCommand.Grant grant = answers.of(cache);
        return grant != null
                && grant.known()
                && (grant.factor() != 0
                        || grant.others() == 0
                        || redundancy == Redundancy.KEEP && grant.others() < cache.owners());
    }

    private static boolean settled(DrainedCache cache, Shares.Answers answers) {
        if (!cache.handsOver()) {
            return !cache.mode().isReplicated() || !cache.moving() && cache.otherHolders() > 0;
        }
        DrainCommand.Grant grant = answers.of(cache);
        return grant != null && grant.known() && cache.handedOver(Math.min(cache.owners(), grant.others()));
    }

    private void fail(String reason) {
        LOG.drainFailed(member.name(), reason);
        note("drain has failed: " + reason);
        failure = reason;
        drained.completeExceptionally(new DrainException(member.name(), reason));
        enter(State.RETURNING);
    }

    private void enter(State next) {
        state = next;
        since = member.clock().instant();
    }

    private void note(String text) {
        LOG.drain(member.name(), text);
        member.history().record(GridEvent.Kind.DRAIN, "", member.name() + ": " + text);
    }

    private int segments() {
        return handedOver(running.get()).stream()
                .mapToInt(DrainedCache::segments)
                .sum();
    }

    private static List<DrainedCache> handedOver(List<DrainedCache> caches) {
        return caches.stream().filter(DrainedCache::handsOver).toList();
    }

    private static long owed(List<DrainedCache> caches) {
        return caches.stream().mapToLong(DrainedCache::payable).sum();
    }

    private static String unpaid(List<DrainedCache> caches) {
        long left = caches.stream().mapToLong(DrainedCache::owed).sum();
        return left == 0 ? "" : ", but owes " + left + " hints to others, which go with it";
    }

    private static String names(List<String> caches) {
        return caches.stream().map(cache -> "'" + cache + "'").collect(Collectors.joining(", ", "cache ", ""));
    }
}
