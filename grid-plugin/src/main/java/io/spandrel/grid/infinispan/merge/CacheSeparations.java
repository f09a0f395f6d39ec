package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.consistency.OwnSeparation;
import io.spandrel.grid.consistency.Separation;
import io.spandrel.grid.consistency.Separations;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateTransferLock;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** Which members of a cache were apart before the last merge, as they tell each other when it begins. Thread-safe. */
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class CacheSeparations {

    /*
     * Each member tells of itself when it has the topology of the merge, and this topology is not done with before all have been
     * heard: so whoever settles a key has heard them, and writes newer versions from then on than any of them has given before.
     *
     * A version that this member gives after a topology was installed is sent to the owners of that one alone, never to those of
     * the one before: a write looks again when it has its version. So the time begins with the topology.
     */
    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final OwnSeparation<Address> own;
    private final Duration timeout;

    private int followed = -1;
    private volatile CompletableFuture<Separations<Address>> told =
            CompletableFuture.completedFuture(new Separations<>(List.of()));

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    /**
     * @param timeout how long an answer is waited for
     */
    @SuppressWarnings("NullAway.Init")
    CacheSeparations(LocalMember member, String cache, CacheVersions versions, Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.own = new OwnSeparation<>(versions.clock(), member.number().get());
        this.timeout = timeout;
    }

    @TopologyChanged
    public @Nullable CompletionStage<Separations<Address>> topologyChanged(TopologyChangedEvent<?, ?> event) {
        return event.isPre() ? null : known();
    }

    /** What all have told; completes when they have, and never exceptionally. */
    CompletionStage<Separations<Address>> known() {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        CompletableFuture<Separations<Address>> asked = follow(topology);
        if (asked != null) {
            ask(topology, asked);
        }
        return told;
    }

    /** The number of this member in versions. */
    int number() {
        return member.number().get();
    }

    /* What is to be completed when the others have been asked; null: they need not be. */
    private synchronized @Nullable CompletableFuture<Separations<Address>> follow(LocalizedCacheTopology topology) {
        if (topology.getTopologyId() <= followed) {
            return null;
        }
        boolean merge = topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION;
        own.installed(topology.getActualMembers(), merge);
        followed = topology.getTopologyId();
        if (!merge) {
            return null;
        }
        CompletableFuture<Separations<Address>> asked = new CompletableFuture<>();
        told = asked;
        return asked;
    }

    private void ask(LocalizedCacheTopology topology, CompletableFuture<Separations<Address>> asked) {
        List<Address> others = topology.getMembers().stream()
                .filter(one -> !one.equals(topology.getLocalAddress()))
                .toList();
        member.peers()
                .ask(
                        others,
                        new SeparationCommand(cache, topology.getTopologyId()),
                        SeparationCommand.Reply.class,
                        timeout)
                .thenAccept(answers -> asked.complete(all(answers)));
    }

    private Separations<Address> all(Map<Address, Answer<SeparationCommand.Reply>> answers) {
        List<Separation<Address>> all = new ArrayList<>();
        Separation<Address> mine = own.last();
        if (mine != null) {
            all.add(mine);
        }
        for (Answer<SeparationCommand.Reply> answer : answers.values()) {
            SeparationCommand.Reply reply = answer.value();
            Separation<Address> other = reply == null ? null : reply.separation();
            if (other != null) {
                all.add(other);
            }
        }
        Separations<Address> separations = new Separations<>(all);
        versions.clock().seen(separations.end());
        return separations;
    }

    /** What this member tells of itself in the topology of a merge. */
    CompletionStage<SeparationCommand.Reply> answer(int topologyId) {
        return topologies.topologyFuture(topologyId).thenApply(installed -> {
            known();
            return SeparationCommand.Reply.of(own.last());
        });
    }
}
