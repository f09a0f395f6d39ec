package io.spandrel.grid.infinispan.handoff;

import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.consistency.HintReplay;
import io.spandrel.grid.consistency.Hints.Hint;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.antientropy.ComparedCommand;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.infinispan.commons.CacheException;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** Has the primary of each key pay what this member owes of it. Thread-safe. */
final class HintPayments implements HintReplay.Payments<Address, Object> {

    private final LocalMember member;
    private final String cache;
    private final Handoffs handoffs;
    private final KeyBytes keyBytes;
    private final Supplier<@Nullable LocalizedCacheTopology> topology;
    private final Supplier<@Nullable CacheTopology> stable;
    private final Duration timeout;

    /**
     * @param topology what is installed here; null: nothing yet
     * @param stable the last one in which all members were there; null: there was none
     * @param timeout how long an answer is waited for
     */
    HintPayments(
            LocalMember member,
            String cache,
            Handoffs handoffs,
            KeyBytes keyBytes,
            Supplier<@Nullable LocalizedCacheTopology> topology,
            Supplier<@Nullable CacheTopology> stable,
            Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.handoffs = handoffs;
        this.keyBytes = keyBytes;
        this.topology = topology;
        this.stable = stable;
        this.timeout = timeout;
    }

    @Override
    public boolean possible(Address to) {
        LocalizedCacheTopology now = topology.get();
        return now != null && calm(now) && present(to);
    }

    /*
     * While entries move, they bring to a new owner what it is owed, and a primary is about to change. While sides of a partition
     * are merged, what is owed may replace what the other side has written before both have been compared.
     */
    static boolean calm(CacheTopology now) {
        return now.getPendingCH() == null && now.getPhase() != CacheTopology.Phase.CONFLICT_RESOLUTION;
    }

    /** Whether the member is there, and takes part in the cache. */
    boolean present(Address to) {
        LocalizedCacheTopology now = topology.get();
        return now != null
                && now.getMembers().contains(to)
                && member.peers().view().contains(to);
    }

    /** Whether the member is one of those that own the cache, or is expected to come back as one. */
    boolean expected(Address owner) {
        LocalizedCacheTopology now = topology.get();
        CacheTopology last = stable.get();
        return now != null && now.getMembers().contains(owner)
                || last != null && last.getMembers().contains(owner);
    }

    /**
     * Asks a member whether comparisons have brought it up to date.
     *
     * @param since a moment that it has told before; negative: there was none
     * @return completes with null if it does not answer, or compares nothing
     */
    CompletionStage<ComparedCommand.@Nullable Reply> compared(Address to, long since) {
        return member.peers()
                .ask(List.of(to), new ComparedCommand(cache, since), ComparedCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    Answer<ComparedCommand.Reply> answer = answers.get(to);
                    return answer == null ? null : answer.value();
                });
    }

    @Override
    public CompletionStage<HintReplay.Result<Object>> pay(Address to, List<Hint<Object>> hints) {
        Set<Object> notOwed = new HashSet<>();
        Map<Address, List<Hint<Object>>> byPrimary = new LinkedHashMap<>();
        LocalizedCacheTopology now = topology.get();
        for (Hint<Object> hint : hints) {
            DistributionInfo owners = now == null ? null : now.getSegmentDistribution(now.getSegment(hint.key()));
            if (owners != null && !owners.writeOwners().contains(to)) {
                notOwed.add(hint.key());
            } else if (owners != null && owners.primary() != null) {
                byPrimary
                        .computeIfAbsent(owners.primary(), primary -> new ArrayList<>())
                        .add(hint);
            }
        }
        return Flowable.fromIterable(byPrimary.entrySet())
                .flatMap(part -> Flowable.fromCompletionStage(
                        part(part.getKey(), to, part.getValue()).thenApply(reply -> paid(part.getValue(), reply))))
                .toList()
                .map(parts -> sum(parts, notOwed))
                .toCompletionStage();
    }

    private CompletionStage<HandoffCommand.Reply> part(Address primary, Address to, List<Hint<Object>> hints) {
        if (primary.equals(member.peers().self())) {
            return handoffs.pay(to, hints);
        }
        return member.peers()
                .ask(
                        List.of(primary),
                        HandoffCommand.of(cache, to, hints, keyBytes),
                        HandoffCommand.Reply.class,
                        timeout)
                .thenApply(answers -> {
                    Answer<HandoffCommand.Reply> answer = answers.get(primary);
                    HandoffCommand.Reply reply = answer == null ? null : answer.value();
                    if (reply == null) {
                        throw new CacheException("Hints of cache '" + cache + "' for "
                                + member.identities().name(to) + " are not paid by "
                                + member.identities().name(primary) + ": "
                                + (answer == null || answer.failure() == null ? "it has left" : answer.failure()));
                    }
                    return reply;
                });
    }

    private static HintReplay.Result<Object> paid(List<Hint<Object>> hints, HandoffCommand.Reply reply) {
        Map<Object, Long> held = new HashMap<>();
        for (int i = 0; i < hints.size(); i++) {
            long version = reply.held().get(i);
            if (version != Version.NONE) {
                held.put(hints.get(i).key(), version);
            }
        }
        return new HintReplay.Result<>(held, Set.of(), reply.bytes());
    }

    private static HintReplay.Result<Object> sum(List<HintReplay.Result<Object>> parts, Set<Object> notOwed) {
        Map<Object, Long> held = new HashMap<>();
        long bytes = 0;
        for (HintReplay.Result<Object> part : parts) {
            held.putAll(part.confirmed());
            bytes += part.bytes();
        }
        return new HintReplay.Result<>(held, notOwed, bytes);
    }
}
