package io.spandrel.grid.infinispan.consistency;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.infinispan.commons.CacheException;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/**
 * Brings owners up to date: sends them what this member holds of a key, a value or a delete. They take it like any write that
 * carries its version, so it does no harm if it comes late, twice, or is older than what they hold. Thread-safe.
 */
@Scope(Scopes.NAMED_CACHE)
public final class Repairs {

    private static final int STATES_AT_ONCE = 64;
    private static final int APPLIED_AT_ONCE = 16;
    private static final int BYTES_AT_ONCE = 256 * 1024;

    /**
     * A key to be sent.
     *
     * @param key as the cache stores it
     * @param age for how long the receiver has been owed it; zero: what is found wrong just now
     */
    public record Owed(Object key, Duration age) {}

    /**
     * What came of a key that was sent.
     *
     * @param held what the receiver holds now; {@link Digest#ABSENT} if it refused to look
     * @param refused why it did not take the key's state whatever it is; null: it did, or holds something newer
     */
    public record Repaired(
            Object key, Digest held, @Nullable String refused) {}

    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final CacheClear clear;
    private final KeyStates states;
    private final KeyBytes keyBytes;
    private final Duration grace;
    private final Duration timeout;

    @Inject
    DistributionManager distribution;

    /**
     * @param grace receivers refuse what has been under way for longer
     * @param timeout how long an answer is waited for
     */
    @SuppressWarnings("NullAway.Init")
    public Repairs(
            LocalMember member,
            String cache,
            CacheVersions versions,
            CacheClear clear,
            KeyStates states,
            KeyBytes keyBytes,
            Duration grace,
            Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.clear = clear;
        this.states = states;
        this.keyBytes = keyBytes;
        this.grace = grace;
        this.timeout = timeout;
    }

    /**
     * Sends another member what this one holds of a key; what that member holds is left alone if this one holds nothing.
     *
     * @return what that member holds then; fails if it does not answer or refuses, such as one that does not own the key
     */
    public CompletionStage<Digest> send(Address to, Object key) {
        return send(to, List.of(new Owed(key, Duration.ZERO))).thenApply(all -> held(to, all.get(0)));
    }

    /**
     * The same for several keys, in batches one after the other.
     *
     * @return in the order of the keys; fails if the member does not answer
     */
    public CompletionStage<List<Repaired>> send(Address to, Collection<Owed> owed) {
        return send(to, owed, bytes -> {});
    }

    /**
     * The same.
     *
     * @param sent hears how many bytes of keys and values go out, before they do
     */
    public CompletionStage<List<Repaired>> send(Address to, Collection<Owed> owed, LongConsumer sent) {
        long now = member.clock().millis();
        return Flowable.fromIterable(owed)
                .concatMapEager(
                        one -> Flowable.fromCompletionStage(
                                states.read(one.key(), now - one.age().toMillis())),
                        APPLIED_AT_ONCE,
                        1)
                .doOnNext(state -> sent.accept(bytes(state)))
                .toList()
                .flatMap(read -> Flowable.fromIterable(batches(read))
                        .concatMapSingle(batch -> Single.fromCompletionStage(ask(
                                to, new RepairCommand(cache, versions.deletes().cleared(), batch))))
                        .concatMapIterable(RepairCommand.Reply::held)
                        .toList())
                .map(held -> repaired(owed.stream().map(Owed::key).toList(), held))
                .toCompletionStage();
    }

    /**
     * Has another member send what it holds of keys: to bring this member up to date, or a third one.
     *
     * @param holder who sends; not this member
     * @return what {@code to} holds then, in the order of the keys; fails if one of the two does not answer
     */
    public CompletionStage<List<Repaired>> passOn(Address holder, Address to, List<?> keys) {
        return ask(holder, PassOnCommand.of(cache, to, keyBytes.write(keys)))
                .thenApply(reply -> repaired(keys, reply.held()));
    }

    /** Does what another member has asked for by {@link #passOn(Address, Address, List)}. */
    CompletionStage<RepairCommand.Reply> passOn(Address to, List<byte[]> keys) {
        List<Owed> owed = keyBytes.read(keys).stream()
                .map(key -> new Owed(key, Duration.ZERO))
                .toList();
        return send(to, owed)
                .thenApply(all -> new RepairCommand.Reply(all.stream()
                        .map(one -> one.refused() == null
                                ? RepairCommand.Held.of(one.held())
                                : RepairCommand.Held.refused(one.refused()))
                        .toList()));
    }

    /** Takes what another member has sent. */
    CompletionStage<RepairCommand.Reply> take(RepairCommand command) {
        CompletionStage<Void> cleared = command.cleared > versions.deletes().cleared()
                ? clear.here(command.cleared)
                : CompletableFuture.completedFuture(null);
        return cleared.thenCompose(done -> Flowable.fromIterable(command.states)
                .concatMapEager(state -> Flowable.fromCompletionStage(take(state)), APPLIED_AT_ONCE, 1)
                .toList()
                .map(RepairCommand.Reply::new)
                .toCompletionStage());
    }

    private CompletionStage<RepairCommand.Held> take(RepairCommand.State state) {
        long underWay = member.clock().millis() - state.since();
        if (underWay >= grace.toMillis()) {
            return CompletableFuture.completedFuture(RepairCommand.Held.refused(
                    "has been under way for " + underWay + "ms, longer than the grace of tombstones"));
        }
        Object key = states.key(state);
        return states.apply(key, state).thenCompose(applied -> here(key));
    }

    /* Asked afterwards: who loses the key meanwhile has not kept it. */
    private CompletionStage<RepairCommand.Held> here(Object key) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        int segment = topology.getSegment(key);
        return topology.isSegmentWriteOwner(segment)
                ? versions.told(key, segment).thenApply(RepairCommand.Held::of)
                : CompletableFuture.completedFuture(RepairCommand.Held.refused("does not own the key"));
    }

    private CompletionStage<RepairCommand.Reply> ask(Address to, MemberCommand command) {
        return member.peers()
                .ask(List.of(to), command, RepairCommand.Reply.class, timeout)
                .thenApply(answers -> {
                    Answer<RepairCommand.Reply> answer = answers.get(to);
                    RepairCommand.Reply reply = answer == null ? null : answer.value();
                    if (reply == null) {
                        throw new CacheException("Cache '" + cache + "' is not repaired on "
                                + member.identities().name(to) + ": "
                                + (answer == null || answer.failure() == null ? "it has left" : answer.failure()));
                    }
                    return reply;
                });
    }

    private static List<List<RepairCommand.State>> batches(List<RepairCommand.State> all) {
        List<List<RepairCommand.State>> batches = new ArrayList<>();
        List<RepairCommand.State> batch = new ArrayList<>();
        long bytes = 0;
        for (RepairCommand.State state : all) {
            long more = bytes(state);
            if (!batch.isEmpty() && (batch.size() == STATES_AT_ONCE || bytes + more > BYTES_AT_ONCE)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(state);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    public static long bytes(RepairCommand.State state) {
        byte[] value = state.value();
        return state.key().length + (value == null ? 0L : value.length);
    }

    private static List<Repaired> repaired(List<?> keys, List<RepairCommand.Held> held) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> new Repaired(
                        keys.get(i), held.get(i).digest(), held.get(i).refused()))
                .toList();
    }

    private Digest held(Address to, Repaired repaired) {
        if (repaired.refused() != null) {
            throw new CacheException("A key of cache '" + cache + "' is not repaired on "
                    + member.identities().name(to) + ": it " + repaired.refused());
        }
        return repaired.held();
    }
}
