package io.spandrel.grid.infinispan.eviction;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.coordination.Messages;
import io.spandrel.grid.coordination.SegmentDigest;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.Peers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.CacheException;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Messages of coordinated eviction, as the grid's own commands. */
final class CoordinationMessages implements Messages<Address> {

    private final String cache;
    private final Peers peers;
    private final KeyBytes keyBytes;
    private final Duration timeout;

    CoordinationMessages(String cache, Peers peers, KeyBytes keyBytes, Duration timeout) {
        this.cache = cache;
        this.peers = peers;
        this.keyBytes = keyBytes;
        this.timeout = timeout;
    }

    @Override
    public void victims(Address to, Collection<Object> keys) {
        tell(to, true, keys);
    }

    @Override
    public void reads(Address to, Collection<Object> keys) {
        tell(to, false, keys);
    }

    private void tell(Address to, boolean evicted, Collection<Object> keys) {
        try {
            peers.tell(to, new CoordinationCommand(cache, evicted, keyBytes.write(keys)));
        } catch (RuntimeException e) {
            LOG.notTold(cache, e);
        }
    }

    @Override
    public CompletionStage<Map<Integer, List<Object>>> compare(Address with, List<SegmentDigest> digests) {
        ComparisonCommand command = new ComparisonCommand(
                cache, digests.stream().map(ComparisonCommand.Digest::of).toList());
        return peers.ask(List.of(with), command, ComparisonCommand.Reply.class, timeout)
                .thenApply(answers -> keys(answers.get(with)));
    }

    private Map<Integer, List<Object>> keys(@Nullable Answer<ComparisonCommand.Reply> answer) {
        ComparisonCommand.Reply reply = answer == null ? null : answer.value();
        if (reply == null) {
            throw new CacheException("No answer" + (answer == null ? "" : ": " + answer.failure()));
        }
        Map<Integer, List<Object>> keys = new HashMap<>();
        reply.segments().forEach(one -> keys.put(one.segment(), keyBytes.read(one.keys())));
        return keys;
    }
}
