package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.infinispan.consistency.CacheClear;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.ClearOlderCommand;
import io.spandrel.grid.infinispan.consistency.ExpectedTopology;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.Pace;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.CacheException;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.remoting.transport.Address;

/** The other owners of a cache's segments, as a comparison needs them. Thread-safe. */
final class OtherOwners {

    private final LocalMember member;
    private final CacheContext context;
    private final Pace pace;
    private final Duration timeout;

    OtherOwners(LocalMember member, CacheContext context, Pace pace) {
        this.member = member;
        this.context = context;
        this.pace = pace;
        this.timeout = Duration.ofMillis(context.configuration().clustering().remoteTimeout());
    }

    /** Those that are expected to own a segment, whether they can be reached or not; not this member. */
    List<Address> of(LocalizedCacheTopology topology, int segment) {
        return context.component(ExpectedTopology.class).owners(segment).all().stream()
                .filter(owner -> !owner.equals(topology.getLocalAddress()))
                .toList();
    }

    boolean reachable(Address owner) {
        return member.peers().view().contains(owner);
    }

    String name(Address owner) {
        return member.identities().name(owner);
    }

    Contents<Object> contents(Address owner, int topologyId) {
        KeyBytes keyBytes =
                new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller());
        return new OwnerContents(member, owner, context.cacheName(), topologyId, keyBytes, pace, timeout);
    }

    /**
     * Has this member or the other one carry out a clear that it has missed.
     *
     * @param theirs the last one that the other knows of
     * @return fails if it is not carried out
     */
    CompletionStage<Void> catchUpOnClear(Address owner, long theirs) {
        long mine = context.component(CacheVersions.class).deletes().cleared();
        if (theirs > mine) {
            return context.component(CacheClear.class).here(theirs);
        }
        if (theirs == mine) {
            return CompletableFuture.completedFuture(null);
        }
        ClearOlderCommand command = new ClearOlderCommand(context.cacheName(), mine);
        return member.peers()
                .ask(List.of(owner), command, Boolean.class, timeout)
                .thenAccept(answers -> {
                    Answer<Boolean> answer = answers.get(owner);
                    if (answer == null || answer.value() == null) {
                        throw new CacheException(name(owner) + " has missed a clear, and does not carry it out");
                    }
                });
    }

    /**
     * Tells another owner where all agree since it was asked, and which deletes have been forgotten elsewhere.
     *
     * @return completes when it has answered, or failed to
     */
    CompletionStage<?> tell(Address owner, AgreedCommand agreed) {
        return member.peers().ask(List.of(owner), agreed, Boolean.class, timeout);
    }

    String cache() {
        return context.cacheName();
    }

    /** Whether owners are those of a topology still. */
    boolean are(LocalizedCacheTopology topology) {
        return context.component(DistributionManager.class).getCacheTopology().getTopologyId()
                == topology.getTopologyId();
    }

    /** The last clear this member knows of. */
    long cleared() {
        return context.component(CacheVersions.class).deletes().cleared();
    }
}
