package io.spandrel.grid.infinispan;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.negativelookup.Timers;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.configuration.cache.ClusteringConfiguration;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.rpc.RpcOptions;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.ResponseCollector;
import org.infinispan.statetransfer.OutdatedTopologyException;
import org.jspecify.annotations.Nullable;

/** Carries out the write rounds of a cache: whom to send to, whom to wait for, and what it means. Thread-safe. */
final class WriteRounds {

    private final ExpectedTopology expected;
    private final WriteCounts counts = new WriteCounts();
    private final WriteDebts debts;
    private final Timers timers;
    private final int configuredOwners;
    private final Duration timeout;
    private final ConsistencyLevel level;
    private final RpcOptions options;
    private final SlowMembers slow;
    private final RoundWatch watch;
    private final Function<Address, String> names;

    /**
     * @param configuredOwners of each key; 0: all members
     * @param timeout how long an owner is waited for
     * @param names members' names, for messages
     */
    WriteRounds(
            ConsistencyConfiguration configuration,
            int configuredOwners,
            Duration timeout,
            ExpectedTopology expected,
            WriteDebts debts,
            Timers timers,
            Function<Address, String> names) {
        this.expected = expected;
        this.debts = counts.counting(debts);
        this.timers = timers;
        this.configuredOwners = configuredOwners;
        this.timeout = timeout;
        this.level = configuration.write();
        this.options = new RpcOptions(DeliverOrder.NONE_NO_FC, timeout.toMillis(), TimeUnit.MILLISECONDS);
        this.slow = new SlowMembers(configuration.slowMemberThreshold(), timers::nanoTime);
        this.watch = new RoundWatch(configuration.slowMemberThreshold(), timers);
        this.names = names;
    }

    /** Those of a cache that starts, as it is configured. */
    static WriteRounds of(CacheContext context, LocalMember member, ExpectedTopology expected) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        ConsistencyConfiguration configuration = Objects.requireNonNull(grid.consistency(), "<grid:consistency>");
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        Timers timers = ExecutorTimers.of(components);
        ClusteringConfiguration clustering = context.configuration().clustering();
        Duration remote = Duration.ofMillis(clustering.remoteTimeout());
        return new WriteRounds(
                configuration,
                clustering.cacheMode().isDistributed() ? clustering.hash().numOwners() : 0,
                configuration.timeout().orElse(remote),
                expected,
                new HintDebts(() -> hints(member, context.cacheName())),
                timers,
                member.identities()::name);
    }

    private static @Nullable CacheHints hints(LocalMember member, String cache) {
        CacheSide side = member.caches().find(cache);
        return side == null ? null : side.hints();
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
                    .thenCompose(
                            outcome -> outcome == Outcome.DONE ? here(write, fewer) : refused(write, all, deadline));
        }
        RoundAnswers answers = new RoundAnswers(round, targets, slow);
        write.send(targets, answers, options).whenComplete((heard, failure) -> {
            if (failure != null) {
                round.timeout();
            }
        });
        watch.watch(answers);
        return round.outcome().thenApply(outcome -> {
            if (outcome != Outcome.NOT_DONE) {
                write.mayHaveReached();
            }
            if (outcome != Outcome.DONE) {
                throw failure(write, all, round, answers, outcome);
            }
            acknowledged(fewer);
            return answers.newest();
        });
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
    private CompletionStage<Long> refused(Write write, ExpectedOwners<Address> all, long deadline) {
        if (expected.settling() && deadline - timers.nanoTime() > 0) {
            CompletableFuture<Void> later = new CompletableFuture<>();
            timers.schedule(() -> later.complete(null), ExpectedTopology.LOOK_AGAIN);
            return later.thenCompose(again -> start(write, deadline));
        }
        counts.unavailable.increment();
        Map<String, String> missing = new HashMap<>();
        Collection<Address> present = write.owners();
        all.all().stream()
                .filter(owner -> !present.contains(owner))
                .forEach(owner -> missing.put(names.apply(owner), "cannot be reached"));
        return CompletableFuture.failedFuture(exception(write, write.repeated(), List.of(), missing));
    }

    private RuntimeException failure(
            Write write,
            ExpectedOwners<Address> all,
            WriteRound<Address> round,
            RoundAnswers answers,
            Outcome outcome) {
        if (answers.outdated()) {
            return OutdatedTopologyException.RETRY_NEXT_TOPOLOGY;
        }
        Set<Address> acknowledged = round.acknowledged();
        Map<String, String> missing = new HashMap<>();
        List<String> have = new ArrayList<>();
        for (Address owner : all.all()) {
            if (acknowledged.contains(owner)) {
                have.add(names.apply(owner));
            } else {
                missing.put(names.apply(owner), answers.reason(owner));
            }
        }
        have.remove(names.apply(write.self()));
        return exception(write, outcome == Outcome.UNKNOWN || write.repeated(), have, missing);
    }

    /* What was sent in another topology may have reached somebody there. */
    private static WriteException exception(
            Write write, boolean unknown, List<String> acknowledged, Map<String, String> missing) {
        return unknown
                ? new WriteUnknownException(write.key(), write.version(), write.level(), acknowledged, missing)
                : new WriteNotDoneException(write.key(), write.version(), write.level(), acknowledged, missing);
    }

    /** What became of writes. */
    WriteCounts counts() {
        return counts;
    }

    /** A member's name. */
    String name(Address member) {
        return names.apply(member);
    }

    /** Members that writes are not sent to unless they are needed. */
    SlowMembers slow() {
        return slow;
    }

    /** Owners hold something newer each time that a write is sent to them: it may have been seen before that. */
    WriteException overtaken(Write write) {
        Map<String, String> missing = new HashMap<>();
        expected.owners(write.segment()).all().stream()
                .filter(owner -> !owner.equals(write.self()))
                .forEach(owner -> missing.put(names.apply(owner), "was written to by another primary"));
        return exception(write, true, List.of(), missing);
    }

    /** The primary did not answer a write that another member passed on to it: what has become of it is not known. */
    WriteException primaryDidNotAnswer(Object key, ConsistencyLevel asked, Address primary, @Nullable String reason) {
        return new WriteUnknownException(
                key,
                Version.NONE,
                asked,
                List.of(),
                Map.of(names.apply(primary), reason == null ? "did not answer" : reason));
    }
}
