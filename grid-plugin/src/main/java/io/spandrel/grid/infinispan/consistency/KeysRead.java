package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.consistency.ExpectedOwners;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.infinispan.consistency.KeyRead.Found;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import io.spandrel.grid.spi.RoundListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** One read of one or more keys from several owners: each owner is asked once, for all of its keys. Thread-safe. */
final class KeysRead {

    /*
     * The first owner in the order of a key is asked for the value at once, the others for the version alone. Only if the first
     * one is behind, an owner that is not is asked for the value, when the rounds of all keys are over.
     *
     * An owner answers in the topology of this read or a later one. A later one may have other owners: then the read has to
     * begin again with those.
     *
     * Owners also tell how far their clocks are. A primary that has asked a majority so gives newer versions than any former
     * one whose write was or may yet be taken: that one was asked, or another owner that had its write.
     */
    private final OwnerReads reads;
    private final ConsistencyLevel level;
    private final long deadline;
    private final LocalizedCacheTopology topology;
    private final List<KeyRead> keys;
    private final AtomicInteger newestTopology;
    private final Consumer<Object> late;
    private final Set<Address> unanswered = ConcurrentHashMap.newKeySet();

    /**
     * @param owners of a segment, that are to be asked
     * @param deadline by {@link System#nanoTime}
     * @param late hears of keys of which an owner shows to be behind when the read is over
     */
    KeysRead(
            OwnerReads reads,
            List<?> keys,
            ConsistencyLevel level,
            IntFunction<ExpectedOwners<Address>> owners,
            long deadline,
            Consumer<Object> late) {
        this.reads = reads;
        this.level = level;
        this.deadline = deadline;
        this.late = late;
        this.topology = reads.topology();
        this.newestTopology = new AtomicInteger(topology.getTopologyId());
        this.keys = new ArrayList<>(keys.size());
        for (Object key : keys) {
            int segment = topology.getSegment(key);
            this.keys.add(KeyRead.of(
                    key,
                    owners.apply(segment),
                    level,
                    topology.getSegmentDistribution(segment),
                    topology.getLocalAddress(),
                    reads::reachable));
        }
    }

    /** What it is about to do. */
    RoundListener.Round round() {
        Set<Address> owners = new HashSet<>();
        int needed = 0;
        for (KeyRead key : keys) {
            owners.addAll(key.owners().all());
            needed = Math.max(needed, key.owners().needed(level));
        }
        return new RoundListener.Round(
                RoundListener.Kind.READ, reads.cache(), level, keys.size(), needed, owners.size());
    }

    /** How it has ended. */
    RoundListener.End end(boolean done) {
        Set<Address> answered = new HashSet<>();
        keys.forEach(key -> answered.addAll(key.heard()));
        return new RoundListener.End(
                done ? RoundListener.Outcome.DONE : RoundListener.Outcome.UNAVAILABLE, answered.size());
    }

    CompletionStage<List<Found>> run() {
        Questions first = new Questions();
        for (KeyRead key : keys) {
            List<Address> targets = key.round().start();
            for (int i = 0; i < targets.size(); i++) {
                first.add(targets.get(i), key, i == 0);
            }
        }
        first.send();
        CompletableFuture<Void> rounds = CompletableFuture.allOf(keys.stream()
                .map(key -> key.round().result().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        if (!rounds.isDone()) {
            Future<?> slow = reads.whenSlow(this::slow);
            rounds.whenComplete((done, failure) -> slow.cancel(false));
        }
        return rounds.handle((done, failure) -> failure == null ? values() : this.<Void>unavailable())
                .thenCompose(stage -> stage)
                .thenApply(shown -> keys.stream().map(KeysRead::found).toList());
    }

    /** When to begin again, after a failure: owners may have changed since this read began. Null: they have not. */
    @Nullable
    CompletionStage<Void> otherOwners() {
        if (remaining().isZero()) {
            return null;
        }
        int newest = newestTopology.get();
        if (newest > reads.topology().getTopologyId()) {
            return reads.installed(newest);
        }
        boolean changed = reads.topology().getTopologyId() != topology.getTopologyId();
        return changed ? CompletableFuture.completedFuture(null) : null;
    }

    private void slow() {
        unanswered.forEach(reads::suspect);
        Questions more = new Questions();
        for (KeyRead key : keys) {
            List<Address> further = key.round().slow();
            reads.counts().speculative.add(further.size());
            more.addAll(further, key);
        }
        more.send();
    }

    private Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /* ---- owners are asked ---- */

    /** What owners are to be asked. */
    private final class Questions {

        private final Map<Address, List<KeyRead>> withValue = new LinkedHashMap<>();
        private final Map<Address, List<KeyRead>> digests = new LinkedHashMap<>();

        void add(Address owner, KeyRead key, boolean value) {
            (value ? withValue : digests)
                    .computeIfAbsent(owner, asked -> new ArrayList<>())
                    .add(key);
        }

        void addAll(List<Address> owners, KeyRead key) {
            owners.forEach(owner -> add(owner, key, false));
        }

        void send() {
            Set<Address> owners = new HashSet<>(withValue.keySet());
            owners.addAll(digests.keySet());
            /* Who is asked here answers at once: the others are on their way by then. */
            boolean here = owners.remove(topology.getLocalAddress());
            owners.forEach(this::send);
            if (here) {
                send(topology.getLocalAddress());
            }
        }

        private void send(Address owner) {
            List<KeyRead> asked = new ArrayList<>(withValue.getOrDefault(owner, List.of()));
            int values = asked.size();
            asked.addAll(digests.getOrDefault(owner, List.of()));
            copies(owner, asked, values).whenComplete((copies, failure) -> answered(owner, asked, copies));
        }
    }

    /** What an owner holds; null if it cannot be heard. */
    private CompletionStage<@Nullable List<@Nullable Copy>> copies(Address owner, List<KeyRead> asked, int values) {
        List<Object> wanted = asked.stream().map(KeyRead::key).toList();
        if (owner.equals(topology.getLocalAddress())) {
            return reads.copies().of(wanted, values).thenApply(copies -> copies);
        }
        Duration timeout = remaining();
        if (timeout.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CopiesCommand question = new CopiesCommand(
                reads.cache(), topology.getTopologyId(), values, reads.bytes().write(wanted));
        unanswered.add(owner);
        return reads.ask(owner, question, timeout).thenApply(answer -> {
            unanswered.remove(owner);
            return copies(answer.value());
        });
    }

    private @Nullable List<@Nullable Copy> copies(CopiesCommand.@Nullable Reply reply) {
        if (reply == null) {
            return null;
        }
        newestTopology.accumulateAndGet(reply.topologyId(), Math::max);
        reads.copies().clock().seen(reply.latest());
        List<@Nullable Copy> copies = new ArrayList<>(reply.held().size());
        for (CopiesCommand.Held held : reply.held()) {
            copies.add(held.owned(reads.bytes()));
        }
        return copies;
    }

    private void answered(Address owner, List<KeyRead> asked, @Nullable List<@Nullable Copy> copies) {
        Questions instead = new Questions();
        for (int i = 0; i < asked.size(); i++) {
            KeyRead key = asked.get(i);
            Copy copy = copies == null ? null : copies.get(i);
            if (copy == null) {
                instead.addAll(key.round().unreachable(owner), key);
            } else if (key.answered(owner, copy)) {
                late.accept(key.key());
            }
        }
        instead.send();
    }

    /* ---- all rounds are over ---- */

    private static ReadRound.Result<Address> result(KeyRead key) {
        return key.round().result().toCompletableFuture().join();
    }

    private static Found found(KeyRead key) {
        ReadRound.Result<Address> result = result(key);
        Copy newest = key.newest(result);
        return new Found(key.owners(), result, key::told, newest == null ? null : newest.value());
    }

    /** Has the newest values shown that were not asked for before. */
    private CompletionStage<Void> values() {
        return values(keys, new HashSet<>());
    }

    private CompletionStage<Void> values(List<KeyRead> candidates, Set<Address> failed) {
        Map<Address, List<KeyRead>> missing = new LinkedHashMap<>();
        for (KeyRead key : candidates) {
            ReadRound.Result<Address> result = result(key);
            if (result.newest().live() && key.newest(result) == null) {
                List<Address> holders = key.holders(result, failed);
                if (holders.isEmpty()) {
                    return unavailable();
                }
                missing.computeIfAbsent(holders.get(0), holder -> new ArrayList<>())
                        .add(key);
            }
        }
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<KeyRead> still = missing.values().stream().flatMap(List::stream).toList();
        failed.addAll(missing.keySet());
        return CompletableFuture.allOf(missing.entrySet().stream()
                        .map(entry -> shown(entry.getKey(), entry.getValue()).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .thenCompose(shown -> values(still, failed));
    }

    private CompletionStage<Void> shown(Address holder, List<KeyRead> wanted) {
        return copies(holder, wanted, wanted.size()).handle((copies, failure) -> {
            for (int i = 0; copies != null && i < wanted.size(); i++) {
                Copy copy = copies.get(i);
                if (copy != null) {
                    wanted.get(i).answered(holder, copy);
                }
            }
            return null;
        });
    }

    private <T> CompletionStage<T> unavailable() {
        KeyRead failed = keys.stream()
                .filter(key -> key.round().result().toCompletableFuture().isCompletedExceptionally())
                .findFirst()
                .orElse(keys.get(0));
        Set<String> heard = names(failed.heard());
        Set<String> silent = names(failed.owners().all());
        silent.removeAll(heard);
        return CompletableFuture.failedFuture(new ReadUnavailableException(reads.cache(), level.name(), heard, silent));
    }

    private Set<String> names(Set<Address> members) {
        return members.stream().map(reads::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
