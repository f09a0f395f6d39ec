package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.ReadUnavailableException;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.util.concurrent.locks.LockManager;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that all owners of a key that can be reached hold the newest state of it. The key's primary does it while it has the
 * key's lock: no write goes on meanwhile. Thread-safe. Public because Infinispan demands it.
 */
@Scope(Scopes.NAMED_CACHE)
public final class KeySettling {

    /**
     * What the owners of a key agree on.
     *
     * @param copy {@link Digest#ABSENT} after a failure
     * @param holders who has it
     * @param complete whether those are all that are expected
     * @param failure why they do not agree; null: they do
     */
    public record Settled(
            Copy copy,
            Set<Address> holders,
            boolean complete,
            @Nullable String failure) {

        static Settled failed(Throwable failure) {
            Throwable cause = CompletableFutures.extractException(failure);
            return failed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }

        static Settled failed(String failure) {
            return new Settled(new Copy(Digest.ABSENT, null), Set.of(), false, failure);
        }
    }

    private final LocalMember member;
    private final OwnerReads reads;
    private final Repairs repairs;
    private final KeyStates states;
    private final ConflictDecisions conflicts;
    private final Duration timeout;

    @Inject
    LockManager locks;

    /**
     * @param timeout for the key's lock, and for an answer of another member
     */
    @SuppressWarnings("NullAway.Init")
    public KeySettling(
            LocalMember member,
            OwnerReads reads,
            Repairs repairs,
            KeyStates states,
            ConflictDecisions conflicts,
            Duration timeout) {
        this.member = member;
        this.reads = reads;
        this.repairs = repairs;
        this.states = states;
        this.conflicts = conflicts;
        this.timeout = timeout;
    }

    /** Has the primaries of keys settle them; completes with the outcomes in the order of the keys, and never exceptionally. */
    public CompletionStage<List<Settled>> settle(List<?> keys) {
        LocalizedCacheTopology topology = reads.topology();
        Map<Address, List<Object>> byPrimary = new LinkedHashMap<>();
        for (Object key : keys) {
            byPrimary
                    .computeIfAbsent(topology.getDistribution(key).primary(), primary -> new ArrayList<>())
                    .add(key);
        }
        Map<Object, CompletionStage<Settled>> outcomes = new LinkedHashMap<>();
        byPrimary.forEach((primary, some) -> {
            CompletionStage<List<Settled>> settled = primary.equals(topology.getLocalAddress())
                    ? here(some)
                    : there(primary, topology.getTopologyId(), some);
            for (int i = 0; i < some.size(); i++) {
                int nth = i;
                outcomes.put(some.get(i), settled.thenApply(all -> all.get(nth)));
            }
        });
        return all(keys.stream().map(outcomes::get).toList());
    }

    private CompletionStage<List<Settled>> there(Address primary, int topologyId, List<Object> keys) {
        SettleCommand command =
                new SettleCommand(reads.cache(), topologyId, reads.bytes().write(keys));
        return member.peers()
                .ask(List.of(primary), command, SettleCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    Answer<SettleCommand.Reply> answer = answers.get(primary);
                    SettleCommand.Reply reply = answer == null ? null : answer.value();
                    if (reply != null) {
                        return reply.outcomes().stream()
                                .map(outcome -> outcome.settled(reads.bytes()))
                                .toList();
                    }
                    String why = answer == null || answer.failure() == null ? "has left" : answer.failure();
                    Settled failed = Settled.failed("the primary " + reads.name(primary) + " " + why);
                    return keys.stream().map(key -> failed).toList();
                });
    }

    /** Settles keys for another member. */
    CompletionStage<SettleCommand.Reply> answer(SettleCommand command) {
        List<Object> keys = reads.bytes().read(command.keys);
        return reads.installed(command.topologyId)
                .thenCompose(installed -> here(keys))
                .thenApply(settled -> new SettleCommand.Reply(settled.stream()
                        .map(one -> SettleCommand.Outcome.of(one, reads.bytes()))
                        .toList()));
    }

    private CompletionStage<List<Settled>> here(List<Object> keys) {
        return here(keys, this::settleLocked);
    }

    /**
     * Makes those agree who own keys now, of which this member is the primary. It needs all of them, and no majority of those that
     * are expected: what both sides of a merge hold must not be lost with a member that is away.
     */
    public CompletionStage<List<Settled>> settlePresent(List<Object> keys) {
        return here(keys, this::settlePresentLocked);
    }

    private CompletionStage<List<Settled>> here(
            List<Object> keys, Function<Object, CompletionStage<Settled>> settleLocked) {
        return all(keys.stream()
                .map(key -> locked(key, settleLocked).exceptionally(Settled::failed))
                .toList());
    }

    private CompletionStage<Settled> locked(Object key, Function<Object, CompletionStage<Settled>> settleLocked) {
        if (!reads.topology().getDistribution(key).isPrimary()) {
            return CompletableFuture.completedFuture(Settled.failed("the key has another primary now"));
        }
        Object owner = new Object();
        return locks.lock(key, owner, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .toInvocationStage()
                .toCompletableFuture()
                .thenCompose(locked -> settleLocked.apply(key))
                .whenComplete((settled, failure) -> locks.unlock(key, owner));
    }

    private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
        List<CompletableFuture<T>> futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    /*
     * All owners are asked, for as long as an owner may take that is not slow; if one is, a majority has to do. The state that is
     * found is passed on under the version it has: to this primary first, which then sends it to the others.
     *
     * What a conflict resolver has chosen takes the same way under a new version. It is refused if owners have changed since they
     * were asked: another primary might have written the key meanwhile.
     */

    /** Settles a key of which this primary has the lock. Fails if no majority can be heard, or has the newest state after it. */
    CompletionStage<Settled> settleLocked(Object key) {
        List<Object> one = List.of(key);
        int topologyId = reads.topology().getTopologyId();
        return reads.readWhileNobodyIsSlow(one, ConsistencyLevel.ALL)
                .handle((found, failure) -> failure == null
                        ? CompletableFuture.completedFuture(found)
                        : reads.read(one, ConsistencyLevel.QUORUM))
                .thenCompose(found -> found)
                .thenCompose(found -> spread(key, found.get(0), topologyId));
    }

    private CompletionStage<Settled> settlePresentLocked(Object key) {
        int topologyId = reads.topology().getTopologyId();
        return reads.readOfPresent(List.of(key)).thenCompose(found -> spread(key, found.get(0), topologyId));
    }

    private CompletionStage<Settled> spread(Object key, KeyRead.Found found, int topologyId) {
        ReadRound.Result<Address> result = found.result();
        if (result.undecided()) {
            return CompletableFuture.failedFuture(new CacheException(
                    "whether the key was deleted is not known: an owner had no room to remember its deletes"));
        }
        if (result.behind().isEmpty()) {
            Set<Address> holders = Set.copyOf(result.holders());
            return CompletableFuture.completedFuture(new Settled(
                    new Copy(result.newest(), found.value()),
                    holders,
                    holders.containsAll(found.owners().all()),
                    null));
        }
        return conflicts.decide(key, found).thenCompose(decision -> {
            Copy chosen = decision.chosen();
            return (chosen == null ? newest(key, found) : chosen(key, found, chosen, topologyId))
                    .thenCompose(settled -> decision.done().get().thenApply(done -> settled));
        });
    }

    private CompletionStage<Settled> newest(Object key, KeyRead.Found found) {
        ReadRound.Result<Address> result = found.result();
        Copy newest = new Copy(result.newest(), found.value());
        Set<Address> holders = new HashSet<>(result.holders());
        return bringHere(key, result).thenCompose(mine -> {
            if (mine != null && !result.newest().newerThan(mine)) {
                holders.add(reads.topology().getLocalAddress());
            }
            return send(key, found, newest, result.behind(), holders);
        });
    }

    private CompletionStage<Settled> chosen(Object key, KeyRead.Found found, Copy chosen, int topologyId) {
        LocalizedCacheTopology topology = reads.topology();
        InternalCacheValue<?> value = chosen.value();
        if (value == null
                || topology.getTopologyId() != topologyId
                || !topology.getDistribution(key).isPrimary()) {
            return CompletableFuture.failedFuture(
                    new CacheException("owners have changed while a conflict resolver was asked"));
        }
        RepairCommand.State state = states.state(
                key, value, chosen.digest().version(), member.clock().millis());
        value.setInternalMetadata(
                CacheVersions.with(value.getInternalMetadata(), chosen.digest().version()));
        return states.apply(key, state)
                .thenCompose(applied -> reads.copies().of(List.of(key), 0))
                .thenCompose(held -> {
                    Copy mine = held.get(0);
                    if (mine == null || chosen.digest().newerThan(mine.digest())) {
                        throw new CacheException("what a conflict resolver has chosen was not taken");
                    }
                    Set<Address> others = new HashSet<>(found.told().get().keySet());
                    others.remove(topology.getLocalAddress());
                    return send(key, found, chosen, others, new HashSet<>(Set.of(topology.getLocalAddress())));
                });
    }

    /** Sends what this member holds to those that are behind. */
    private CompletionStage<Settled> send(
            Object key, KeyRead.Found found, Copy newest, Collection<Address> behind, Set<Address> holders) {
        Address self = reads.topology().getLocalAddress();
        List<CompletionStage<Void>> sent = new ArrayList<>();
        for (Address one : behind) {
            if (!one.equals(self)) {
                sent.add(repairs.send(one, key).handle((held, failure) -> {
                    if (failure == null && !newest.digest().newerThan(held)) {
                        synchronized (holders) {
                            holders.add(one);
                        }
                    }
                    return null;
                }));
            }
        }
        return all(sent).thenApply(done -> settled(found, newest, holders));
    }

    /** What this member holds of the key when it has been brought up to date; null: it is no owner. */
    private CompletionStage<@Nullable Digest> bringHere(Object key, ReadRound.Result<Address> result) {
        Address self = reads.topology().getLocalAddress();
        if (result.holders().contains(self)) {
            return CompletableFuture.completedFuture(result.newest());
        }
        return repairs.passOn(result.holders().get(0), self, List.of(key))
                .thenApply(repaired ->
                        repaired.get(0).refused() == null ? repaired.get(0).held() : null);
    }

    private Settled settled(KeyRead.Found found, Copy newest, Set<Address> holders) {
        if (!found.owners().met(ConsistencyLevel.QUORUM, holders)) {
            throw new ReadUnavailableException(
                    reads.cache(),
                    ConsistencyLevel.QUORUM.name(),
                    holders.stream().map(reads::name).toList(),
                    found.owners().all().stream()
                            .filter(owner -> !holders.contains(owner))
                            .map(reads::name)
                            .toList());
        }
        return new Settled(
                newest, Set.copyOf(holders), holders.containsAll(found.owners().all()), null);
    }
}
