package io.spandrel.grid.infinispan.handoff;

import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.consistency.Hints.Hint;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;
import org.infinispan.util.concurrent.locks.LockManager;

/** Carries out, as the primary of keys, what somebody owes a member of them. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class Handoffs {

    /*
     * What the primary holds was acknowledged, or was found on an owner while the primary held the key's lock; it alone is sent.
     * If it is older than what is owed, the outcome of the owed write is not known: the other owners are asked first. If nobody
     * of all who are expected to own the key has it, nobody has ever seen it, and it is not owed any more.
     */
    private static final int KEYS_AT_ONCE = 16;

    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final Repairs repairs;
    private final KeyBytes keyBytes;
    private final Duration timeout;

    @Inject
    DistributionManager distribution;

    @Inject
    LocalTopologyManager topologies;

    @Inject
    LockManager locks;

    /**
     * @param timeout how long a lock is waited for
     */
    @SuppressWarnings("NullAway.Init")
    Handoffs(
            LocalMember member,
            String cache,
            CacheVersions versions,
            Repairs repairs,
            KeyBytes keyBytes,
            Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.repairs = repairs;
        this.keyBytes = keyBytes;
        this.timeout = timeout;
    }

    /** Does what another member has asked for. */
    CompletionStage<HandoffCommand.Reply> pay(HandoffCommand command) {
        return pay(command.target(), command.hints(keyBytes));
    }

    /**
     * Sees to it that a member has what it is owed, be it this one. Keys of which this member is not the primary are left alone.
     *
     * @return fails if the member does not answer
     */
    CompletionStage<HandoffCommand.Reply> pay(Address to, List<Hint<Object>> hints) {
        return Flowable.fromIterable(hints)
                .filter(hint -> owners(hint.key()).isPrimary())
                .<Found>concatMapEager(hint -> Flowable.fromCompletionStage(look(hint)), KEYS_AT_ONCE, 1)
                .toList()
                .toCompletionStage()
                .thenCompose(found -> to.equals(member.peers().self())
                        ? CompletableFuture.completedFuture(reply(hints, versions(found), 0))
                        : send(to, hints, found));
    }

    private CompletionStage<HandoffCommand.Reply> send(Address to, List<Hint<Object>> hints, List<Found> found) {
        LongAdder bytes = new LongAdder();
        List<Repairs.Owed> owed = found.stream()
                .filter(one -> !one.nowhere())
                .map(one -> new Repairs.Owed(one.hint().key(), one.hint().age()))
                .toList();
        return repairs.send(to, owed, bytes::add).thenApply(repaired -> {
            Map<Object, Long> held = new HashMap<>();
            found.stream()
                    .filter(Found::nowhere)
                    .forEach(one -> held.put(one.hint().key(), one.hint().version()));
            repaired.stream()
                    .filter(one -> one.refused() == null)
                    .forEach(one -> held.put(one.key(), one.held().version()));
            return reply(hints, held, bytes.sum());
        });
    }

    private static Map<Object, Long> versions(List<Found> found) {
        Map<Object, Long> versions = new HashMap<>();
        found.forEach(
                one -> versions.put(one.hint().key(), one.nowhere() ? one.hint().version() : one.version()));
        return versions;
    }

    private static HandoffCommand.Reply reply(List<Hint<Object>> hints, Map<Object, Long> held, long bytes) {
        return new HandoffCommand.Reply(
                hints.stream()
                        .map(hint -> held.getOrDefault(hint.key(), Version.NONE))
                        .toList(),
                bytes);
    }

    private CompletionStage<Found> look(Hint<Object> hint) {
        return here(hint)
                .thenCompose(found -> found.version() >= hint.version()
                        ? CompletableFuture.completedFuture(found)
                        : locked(hint.key(), () -> fetch(hint)));
    }

    private CompletionStage<Found> here(Hint<Object> hint) {
        return versions.told(hint.key(), owners(hint.key()).segmentId())
                .thenApply(told -> new Found(hint, told.version(), false));
    }

    private CompletionStage<Found> locked(Object key, Supplier<CompletionStage<Found>> work) {
        Object owner = new Object();
        return locks.lock(key, owner, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .toInvocationStage()
                .toCompletableFuture()
                .thenCompose(mine -> work.get())
                .whenComplete((found, failure) -> locks.unlock(key, owner));
    }

    /** Has the other owners send what they hold. */
    private CompletionStage<Found> fetch(Hint<Object> hint) {
        Set<Address> silent = new HashSet<>(expected(hint.key()));
        List<Address> others = new ArrayList<>(owners(hint.key()).writeOwners());
        Address self = member.peers().self();
        others.remove(self);
        silent.remove(self);
        return Flowable.fromIterable(others)
                .flatMapMaybe(owner -> Flowable.fromCompletionStage(
                                repairs.passOn(owner, self, List.of(hint.key())).thenApply(repaired -> owner))
                        .firstElement()
                        .onErrorComplete())
                .toList()
                .toCompletionStage()
                .thenCompose(answered -> {
                    answered.forEach(silent::remove);
                    return here(hint);
                })
                .thenApply(found ->
                        found.version() >= hint.version() ? found : new Found(hint, found.version(), silent.isEmpty()));
    }

    /** Those of the last stable topology, whether they can be reached or not, and those to come. */
    private Set<Address> expected(Object key) {
        DistributionInfo owners = owners(key);
        Set<Address> expected = new HashSet<>(owners.writeOwners());
        CacheTopology stable = topologies.getStableCacheTopology(cache);
        if (stable != null && stable.getCurrentCH() != null) {
            expected.addAll(stable.getCurrentCH().locateOwnersForSegment(owners.segmentId()));
        }
        return expected;
    }

    private DistributionInfo owners(Object key) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        return topology.getSegmentDistribution(topology.getSegment(key));
    }

    /**
     * What the primary has to pay with.
     *
     * @param version of what it holds
     * @param nowhere whether no owner has what is owed, nor anything newer
     */
    private record Found(Hint<Object> hint, long version, boolean nowhere) {}
}
