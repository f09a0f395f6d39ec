package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.RoundListeners;
import io.spandrel.grid.negativelookup.Timers;
import io.spandrel.grid.spi.CacheContext;
import io.spandrel.grid.spi.RoundListener;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.infinispan.configuration.cache.ClusteringConfiguration;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.rpc.RpcOptions;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ResponseCollector;
import org.infinispan.statetransfer.OutdatedTopologyException;

/** Carries out the write rounds of a cache: whom to send to, whom to wait for, and what it means. Thread-safe. */
public final class WriteRounds {

    private final String cache;
    private final RoundListeners listeners;
    private final ExpectedTopology expected;
    private final WriteCounts counts = new WriteCounts();
    private final WriteDebts debts;
    private final Timers timers;
    private final int configuredOwners;
    private final Duration timeout;
    private final ConsistencyLevel level;
    private final Duration onItsWay;
    private final RpcOptions options;
    private final SlowMembers slow;
    private final RoundWatch watch;
    private final Consumer<Address> suspect;
    private final boolean takeover;
    private final Function<Address, String> names;
    private final WriteProblems problems;

    /**
     * @param configuredOwners of each key; 0: all members
     * @param timeout how long an owner is waited for
     * @param silent hears of members that have not answered for longer than the threshold
     * @param names members' names, for messages
     */
    WriteRounds(
            String cache,
            RoundListeners listeners,
            ConsistencyConfiguration configuration,
            int configuredOwners,
            Duration timeout,
            ExpectedTopology expected,
            WriteDebts debts,
            Timers timers,
            Suspects silent,
            Function<Address, String> names) {
        this.cache = cache;
        this.listeners = listeners;
        this.expected = expected;
        this.debts = counts.counting(debts);
        this.timers = timers;
        this.configuredOwners = configuredOwners;
        this.timeout = timeout;
        this.level = configuration.write();
        this.onItsWay = onItsWay(timeout, configuration.maxClockDrift());
        this.options = new RpcOptions(DeliverOrder.NONE_NO_FC, timeout.toMillis(), TimeUnit.MILLISECONDS);
        this.takeover = configuration.primaryTakeover();
        this.suspect = takeover ? member -> silent.suspect(member, configuration.slowMemberThreshold()) : member -> {};
        this.slow = new SlowMembers(configuration.slowMemberThreshold(), timers::nanoTime, suspect);
        this.watch = new RoundWatch(configuration.slowMemberThreshold(), timers);
        this.names = names;
        this.problems = new WriteProblems(names);
    }

    /** Those of a cache that starts, as it is configured. */
    public static WriteRounds of(
            CacheContext context, LocalMember member, ExpectedTopology expected, WriteDebts debts) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        ConsistencyConfiguration configuration = Objects.requireNonNull(grid.consistency(), "<grid:consistency>");
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        Timers timers = ExecutorTimers.of(components);
        ClusteringConfiguration clustering = context.configuration().clustering();
        Duration remote = Duration.ofMillis(clustering.remoteTimeout());
        return new WriteRounds(
                context.cacheName(),
                member.rounds(),
                configuration,
                clustering.cacheMode().isDistributed() ? clustering.hash().numOwners() : 0,
                configuration.timeout().orElse(remote),
                expected,
                debts,
                timers,
                member.component(Suspects.class),
                member.identities()::name);
    }

    /* Its sender waits for twice the timeout. Where that is not much more than clocks may differ by, they cannot tell. */
    private static Duration onItsWay(Duration timeout, Duration drift) {
        Duration longest = timeout.multipliedBy(2).minus(drift);
        return longest.compareTo(drift) < 0 ? ChronoUnit.FOREVER.getDuration() : longest;
    }

    /** A write under the version it was given. */
    interface Write {

        Object key();

        int segment();

        long version();

        ConsistencyLevel level();

        /** Whether owners may have it from before, under another version or in another topology. */
        boolean repeated();

        /** Owners may have it now, under this version. */
        void mayHaveReached();

        /** This member, the primary. */
        Address self();

        /**
         * Who owns the segment in the topology that the write belongs to.
         *
         * @throws OutdatedTopologyException if this member has another topology by now
         */
        Collection<Address> owners();

        /** Sends it; {@code answers} hears who has it and who has not. */
        CompletionStage<?> send(
                Collection<Address> targets, ResponseCollector<Address, Void> answers, RpcOptions options);
    }

    /** The cache's own level. */
    ConsistencyLevel level() {
        return level;
    }

    /** How long an owner is waited for. */
    Duration timeout() {
        return timeout;
    }

    /** How long a write may have been on its way to its primary. */
    Duration onItsWay() {
        return onItsWay;
    }

    /** The refusal of one that was on its way for longer. */
    WriteException late(Object key, ConsistencyLevel asked, Address self, Duration age) {
        counts.late.increment();
        return problems.late(key, asked, self, age);
    }

    /**
     * Completes when enough owners have the write, with the newest version that one of them holds instead of it, or
     * {@code Version.NONE}; or exceptionally with a {@link WriteException}, or with {@link OutdatedTopologyException} if it is to
     * be repeated in the next topology.
     */
    CompletionStage<Long> start(Write write) {
        return start(write, timers.nanoTime() + timeout.toNanos());
    }

    private CompletionStage<Long> start(Write write, long deadline) {
        Collection<Address> owners = write.owners();
        ExpectedOwners<Address> all = expected.owners(write.segment());
        Debts<Address> owed = debts.of(write.key(), write.segment(), write.version());
        WriteRound<Address> round =
                new WriteRound<>(all, write.level(), write.self(), member -> !owners.contains(member), slow, owed);
        boolean fewer = all.needed(write.level()) < ExpectedOwners.needed(write.level(), configuredOwners);
        Set<Address> targets = targets(round, all, owners);
        if (targets.isEmpty()) {
            return round.outcome()
                    .thenCompose(none -> none != Outcome.DONE && settles(deadline)
                            ? again(write, deadline)
                            : told(write, all, round)
                                    .thenCompose(
                                            ended -> ended == Outcome.DONE ? here(write, fewer) : refused(write, all)));
        }
        CompletionStage<Outcome> outcome = told(write, all, round);
        RoundAnswers answers = new RoundAnswers(round, targets, slow);
        write.send(targets, answers, options).whenComplete((heard, failure) -> {
            if (failure != null) {
                round.timeout();
            }
        });
        watch.watch(answers);
        return outcome.thenApply(ended -> {
            if (ended != Outcome.NOT_DONE) {
                write.mayHaveReached();
            }
            if (ended != Outcome.DONE) {
                throw answers.outdated()
                        ? OutdatedTopologyException.RETRY_NEXT_TOPOLOGY
                        : problems.unfinished(write, all, round.acknowledged(), answers, ended);
            }
            acknowledged(fewer);
            return answers.newest();
        });
    }

    /** The outcome, when those who hear of rounds have been told of it. */
    private CompletionStage<Outcome> told(Write write, ExpectedOwners<Address> all, WriteRound<Address> round) {
        ConsistencyLevel asked = write.level();
        if (listeners.none() || asked == ConsistencyLevel.ONE) {
            return round.outcome();
        }
        Consumer<RoundListener.End> end = listeners.started(new RoundListener.Round(
                RoundListener.Kind.WRITE,
                cache,
                asked,
                1,
                all.needed(asked),
                all.all().size()));
        return round.outcome()
                .whenComplete((outcome, failure) -> end.accept(new RoundListener.End(
                        RoundListener.Outcome.valueOf(outcome.name()),
                        round.acknowledged().size())));
    }

    /* This member's own copy is enough. */
    private CompletionStage<Long> here(Write write, boolean fewer) {
        write.mayHaveReached();
        acknowledged(fewer);
        return CompletableFuture.completedFuture(Version.NONE);
    }

    private void acknowledged(boolean byFewer) {
        if (byFewer) {
            counts.belowLevel.increment();
        }
    }

    /* Who owns the segment, and is not counted, must have the write all the same: it is read from. */
    private static Set<Address> targets(
            WriteRound<Address> round, ExpectedOwners<Address> all, Collection<Address> owners) {
        Set<Address> targets = round.targets();
        if (targets.isEmpty() || all.all().containsAll(owners)) {
            return targets;
        }
        Set<Address> more = new HashSet<>(owners);
        more.removeAll(all.all());
        more.addAll(targets);
        return more;
    }

    /* After an owner was lost the others have to become the expected ones first, which Infinispan does by itself. */
    private boolean settles(long deadline) {
        return expected.settling() && deadline - timers.nanoTime() > 0;
    }

    private CompletionStage<Long> again(Write write, long deadline) {
        CompletableFuture<Void> later = new CompletableFuture<>();
        timers.schedule(() -> later.complete(null), ExpectedTopology.LOOK_AGAIN);
        return later.thenCompose(soon -> start(write, deadline));
    }

    private CompletionStage<Long> refused(Write write, ExpectedOwners<Address> all) {
        counts.unavailable.increment();
        return CompletableFuture.failedFuture(problems.unavailable(write, all, expected.obstacles()));
    }

    /** What became of writes. */
    WriteCounts counts() {
        return counts;
    }

    /** Watches writes on their way to their primaries. */
    PassedOn passedOn(IntFunction<Address> primaries) {
        return new PassedOn(watch, suspect, primaries, counts.redirected);
    }

    /** Whether those who are left have enough owners of some segment of that owner, who is one of the {@code silent}. */
    boolean goOnWithout(Address owner, Set<Address> silent, LocalizedCacheTopology topology) {
        return takeover
                && level != ConsistencyLevel.ONE
                && IntStream.range(0, topology.getNumSegments())
                        .mapToObj(topology::getSegmentDistribution)
                        .filter(segment -> segment.writeOwners().contains(owner))
                        .anyMatch(segment -> {
                            Set<Address> others = new HashSet<>(segment.writeOwners());
                            others.removeAll(silent);
                            return expected.owners(segment.segmentId()).met(level, others);
                        });
    }

    /** A member may not answer. */
    void suspect(Address owner) {
        suspect.accept(owner);
    }

    /** A member's name. */
    String name(Address member) {
        return names.apply(member);
    }

    /** Members that writes are not sent to unless they are needed. */
    SlowMembers slow() {
        return slow;
    }

    /** What callers are told of writes that were not acknowledged. */
    WriteProblems problems() {
        return problems;
    }

    /** Owners hold something newer each time that a write is sent to them. */
    WriteException overtaken(Write write) {
        return problems.overtaken(write, expected.owners(write.segment()));
    }
}
