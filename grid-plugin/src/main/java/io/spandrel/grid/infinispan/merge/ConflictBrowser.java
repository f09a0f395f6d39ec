package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.Conflict;
import io.spandrel.grid.ConflictPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.merge.ConflictsCommand.SentConflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Shows the conflicts that all members of a cache remember, page by page. */
public final class ConflictBrowser {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final LocalMember member;
    private final CacheSide side;

    public ConflictBrowser(LocalMember member, CacheSide side) {
        this.member = member;
        this.side = side;
    }

    /* Each member is asked for as many as the page has: whatever is on it is among these. */
    public CompletionStage<ConflictPage> page(@Nullable String after, int limit, boolean values) {
        if (limit < 1 || limit > KeyQuery.LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1 to " + KeyQuery.LIMIT_MAX + ", was " + limit);
        }
        ConflictPosition start = after == null ? ConflictPosition.START : ConflictPosition.parse(after);
        if (side.find(CacheConflicts.class) == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Cache '" + side.cacheName() + "' has no <grid:consistency>"));
        }
        ConflictsCommand command = new ConflictsCommand(side.cacheName(), start.toString(), limit + 1, values);
        return member.peers()
                .ask(member.peers().others(), command, ConflictsCommand.Reply.class, PATIENCE)
                .thenCombine(command.answer(member), (others, here) -> page(others, here, limit));
    }

    private ConflictPage page(
            Map<Address, Answer<ConflictsCommand.Reply>> others, ConflictsCommand.Reply here, int limit) {
        Map<String, ConflictsCommand.Reply> replies = new HashMap<>(Map.of(member.name(), here));
        List<String> silent = new ArrayList<>();
        others.forEach((other, answer) -> {
            String name = member.identities().name(other);
            if (answer.value() == null) {
                silent.add(name);
            } else {
                replies.put(name, answer.value());
            }
        });
        SortedMap<ConflictPosition, Conflict> all = new TreeMap<>();
        replies.forEach((name, reply) -> {
            for (SentConflict one : reply.conflicts()) {
                all.put(new ConflictPosition(one.at(), name, one.number()), one.conflict(name));
            }
        });
        List<ConflictPosition> positions = all.keySet().stream().limit(limit).toList();
        return new ConflictPage(
                positions.stream().map(all::get).toList(),
                all.size() > limit ? positions.get(limit - 1).toString() : null,
                silent);
    }
}
