package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.antientropy.SegmentTree.Node;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.infinispan.commons.CacheException;
import org.infinispan.remoting.transport.Address;

/** What another owner holds, asked of it in one topology, no faster than the throttle lets it. Thread-safe. */
final class OwnerContents implements Contents<Object> {

    /** Of a node or a key: digest, and count or hash. */
    private static final long NODE_BYTES = Long.BYTES + Integer.BYTES;

    private static final long KEY_BYTES = 2 * Long.BYTES;

    /** Digest, hash, version and lifespan. */
    private static final long HELD_BYTES = 4 * Long.BYTES;

    private final LocalMember member;
    private final Address owner;
    private final String cache;
    private final int topologyId;
    private final KeyBytes keyBytes;
    private final Pace pace;
    private final Duration timeout;

    OwnerContents(
            LocalMember member,
            Address owner,
            String cache,
            int topologyId,
            KeyBytes keyBytes,
            Pace pace,
            Duration timeout) {
        this.member = member;
        this.owner = owner;
        this.cache = cache;
        this.topologyId = topologyId;
        this.keyBytes = keyBytes;
        this.pace = pace;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Roots> roots(List<Integer> segments) {
        return ask(
                        new TreeRootsCommand(cache, topologyId, segments),
                        (long) Integer.BYTES * segments.size(),
                        TreeRootsCommand.Reply.class,
                        reply -> 2 * Long.BYTES + reply.sums().size() * (NODE_BYTES + Long.BYTES))
                .thenApply(TreeRootsCommand.Reply::roots);
    }

    @Override
    public CompletionStage<List<Node>> children(int segment, int level, List<Integer> nodes) {
        return ask(
                        new TreeNodesCommand(cache, topologyId, segment, level, nodes),
                        (long) Integer.BYTES * nodes.size(),
                        TreeNodesCommand.Reply.class,
                        reply -> reply.sums().size() * NODE_BYTES)
                .thenApply(TreeNodesCommand.Reply::nodes);
    }

    @Override
    public CompletionStage<Map<Long, Long>> keys(int segment, int level, List<Integer> nodes) {
        return ask(
                        new TreeKeysCommand(cache, topologyId, segment, level, nodes),
                        (long) Integer.BYTES * nodes.size(),
                        TreeKeysCommand.Reply.class,
                        reply -> reply.hashes().size() * KEY_BYTES)
                .thenApply(TreeKeysCommand.Reply::digestsByHash);
    }

    @Override
    public CompletionStage<Map<Long, Held<Object>>> held(int segment, Collection<Long> hashes) {
        return ask(
                        new HeldKeysCommand(cache, topologyId, segment, new ArrayList<>(hashes)),
                        (long) Long.BYTES * hashes.size(),
                        HeldKeysCommand.Reply.class,
                        OwnerContents::bytes)
                .thenApply(reply -> reply.heldByHash(keyBytes));
    }

    private static long bytes(HeldKeysCommand.Reply reply) {
        long bytes = 0;
        for (HeldKeysCommand.Held held : reply.held()) {
            bytes += HELD_BYTES
                    + held.keys().stream().mapToLong(key -> key.length).sum();
        }
        return bytes;
    }

    private <T> CompletionStage<T> ask(MemberCommand question, long bytes, Class<T> reply, ToLongFunction<T> bytesOf) {
        return pace.turn()
                .thenCompose(mine -> member.peers().ask(List.of(owner), question, reply, timeout))
                .thenApply(answers -> {
                    Answer<T> answer = answers.get(owner);
                    T value = answer == null ? null : answer.value();
                    if (value == null) {
                        throw new CacheException(member.identities().name(owner) + " "
                                + (answer == null || answer.failure() == null
                                        ? "has left, has installed another topology, or does not compare owners"
                                        : answer.failure()));
                    }
                    pace.sent(bytes + bytesOf.applyAsLong(value));
                    return value;
                });
    }
}
