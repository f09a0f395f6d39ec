package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.KeyCopies;
import io.spandrel.grid.KeyCopy;
import io.spandrel.grid.KeyEntry;
import io.spandrel.grid.KeyPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.key.KeysCommand.FoundKey;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Asks the members for a cache's keys, and puts their answers together. Thread-safe. */
public final class KeyBrowser {

    /*
     * All primary owners are asked at once for as many keys as the page has. What they answer is in order and complete up
     * to where each of them came; the page ends at the first of these places, so that no key is passed by, whoever owns it
     * when the next page is asked for.
     */

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final LocalMember member;
    private final CacheSide side;
    private final CacheKeys keys;

    public KeyBrowser(LocalMember member, CacheSide side) {
        this.member = member;
        this.side = side;
        this.keys = new CacheKeys(side);
    }

    public CompletionStage<KeyPage> page(KeyQuery query) {
        KeyPosition after = query.after() == null ? KeyPosition.START : KeyPosition.parse(query.after());
        Map<Address, CompletionStage<Answer<KeysCommand.Reply>>> asked = new LinkedHashMap<>();
        segmentsByPrimary(after.segment())
                .forEach((owner, segments) -> asked.put(
                        owner,
                        ask(
                                owner,
                                new KeysCommand(
                                        side.cacheName(),
                                        segments,
                                        after.segment(),
                                        after.hash(),
                                        query.match().name(),
                                        query.text(),
                                        query.limit()),
                                KeysCommand.Reply.class)));
        return all(asked).thenApply(answers -> page(answers, query.limit()));
    }

    private KeyPage page(Map<Address, Answer<KeysCommand.Reply>> answers, int limit) {
        List<FoundKey> found = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        KeyPosition reached = KeyPosition.END;
        long examined = 0;
        for (Map.Entry<Address, Answer<KeysCommand.Reply>> entry : answers.entrySet()) {
            KeysCommand.Reply reply = entry.getValue().value();
            if (reply == null) {
                silent.add(member.identities().name(entry.getKey()));
            } else {
                found.addAll(reply.keys());
                examined += reply.examined();
                reached = Collections.min(List.of(reached, reply.reached()));
            }
        }
        found.sort(Comparator.comparing(FoundKey::position));
        int size = sizeOf(found, reached, limit);
        KeyPosition end = size < found.size() && size > 0 ? found.get(size - 1).position() : reached;
        return new KeyPage(
                found.subList(0, size).stream().map(KeyBrowser::entry).toList(),
                end.equals(KeyPosition.END) ? null : end.toString(),
                examined,
                silent);
    }

    /* Keys at the same position are not parted. */
    private static int sizeOf(List<FoundKey> sorted, KeyPosition reached, int limit) {
        int size = 0;
        while (size < sorted.size()
                && sorted.get(size).position().compareTo(reached) <= 0
                && (size < limit
                        || sorted.get(size)
                                .position()
                                .equals(sorted.get(size - 1).position()))) {
            size++;
        }
        return size;
    }

    private static KeyEntry entry(FoundKey found) {
        return new KeyEntry(
                found.position().toString(),
                found.segment(),
                found.key().readable(),
                found.entry().valueBytes(),
                found.entry().lifetime(),
                version(found.entry().version()));
    }

    /** Of a key as the application passes it. */
    public CompletionStage<KeyCopies> copies(Object key, boolean values) {
        return copiesOfStored(keys.stored(key), values);
    }

    /** Of the key at a position; null if nobody holds it in memory. */
    public CompletionStage<@Nullable KeyCopies> copies(KeyPosition position, boolean values) {
        if (position.segment() >= segments()) {
            return CompletableFuture.completedFuture(null);
        }
        FindKeyCommand command = new FindKeyCommand(side.cacheName(), position.segment(), position.hash());
        Map<Address, CompletionStage<Answer<FindKeyCommand.Reply>>> asked = new LinkedHashMap<>();
        owners(position.segment()).forEach(owner -> asked.put(owner, ask(owner, command, FindKeyCommand.Reply.class)));
        return all(asked).thenCompose(answers -> {
            byte[] key = key(answers.values());
            return key == null
                    ? CompletableFuture.completedFuture(null)
                    : copiesOfStored(keys.read(key), values).thenApply(copies -> copies);
        });
    }

    /* Owners may have different keys at one position; then it does not tell which of them is meant. */
    private static byte @Nullable [] key(Collection<Answer<FindKeyCommand.Reply>> answers) {
        byte[] key = null;
        for (Answer<FindKeyCommand.Reply> answer : answers) {
            FindKeyCommand.Reply reply = answer.value();
            for (byte[] found : reply == null ? List.<byte[]>of() : reply.keys()) {
                if (key != null && !Arrays.equals(key, found)) {
                    throw new IllegalStateException("Several keys have this id; look the key up by itself");
                }
                key = found;
            }
        }
        return key;
    }

    private CompletionStage<KeyCopies> copiesOfStored(Object stored, boolean values) {
        KeyPosition position = keys.position(stored);
        CopyCommand command = new CopyCommand(side.cacheName(), keys.segment(stored), keys.write(stored), values);
        Map<Address, CompletionStage<Answer<CopyCommand.Reply>>> asked = new LinkedHashMap<>();
        owners(position.segment()).forEach(owner -> asked.put(owner, ask(owner, command, CopyCommand.Reply.class)));
        return all(asked).thenApply(answers -> {
            List<KeyCopy> copies = new ArrayList<>();
            answers.forEach((owner, answer) -> copies.add(copy(owner, copies.isEmpty(), answer.value())));
            return KeyCopies.of(
                    position.toString(),
                    position.segment(),
                    keys.readable().of(stored, keys.type(), KeyScan.KEY_LENGTH_MAX),
                    copies);
        });
    }

    private KeyCopy copy(Address owner, boolean primary, CopyCommand.@Nullable Reply reply) {
        String name = member.identities().name(owner);
        if (reply == null) {
            return KeyCopy.silent(name, primary);
        }
        HeldEntry entry = reply.entry();
        return new KeyCopy(
                name,
                primary,
                KeyCopy.State.valueOf(reply.state()),
                entry == null ? -1 : entry.valueBytes(),
                reply.valueHash(),
                entry == null ? null : entry.lifetime(),
                version(reply.version()),
                reply.value() == null ? null : reply.value().readable());
    }

    private static @Nullable String version(long version) {
        return version == Version.NONE ? null : Version.toString(version);
    }

    private int segments() {
        LocalizedCacheTopology topology = side.topology();
        return topology == null ? 1 : topology.getNumSegments();
    }

    private Map<Address, List<Integer>> segmentsByPrimary(int first) {
        LocalizedCacheTopology topology = side.topology();
        Map<Address, List<Integer>> segments = new HashMap<>();
        for (int segment = Math.max(0, first); segment < segments(); segment++) {
            Address primary = topology == null
                    ? member.peers().self()
                    : topology.getSegmentDistribution(segment).primary();
            if (primary != null) {
                segments.computeIfAbsent(primary, owner -> new ArrayList<>()).add(segment);
            }
        }
        return segments;
    }

    /** Owners of a segment, the primary first. */
    private List<Address> owners(int segment) {
        LocalizedCacheTopology topology = side.topology();
        if (topology == null) {
            return List.of(member.peers().self());
        }
        DistributionInfo distribution = topology.getSegmentDistribution(segment);
        List<Address> owners = new ArrayList<>();
        if (distribution.primary() != null) {
            owners.add(distribution.primary());
        }
        distribution.writeOwners().stream()
                .filter(owner -> !owner.equals(distribution.primary()))
                .forEach(owners::add);
        return owners;
    }

    @SuppressWarnings("unchecked")
    private <T> CompletionStage<Answer<T>> ask(Address owner, MemberCommand command, Class<T> reply) {
        if (owner.equals(member.peers().self())) {
            return ((CompletionStage<T>) command.answer(member)).thenApply(own -> new Answer<>(own, null));
        }
        return member.peers()
                .ask(List.of(owner), command, reply, PATIENCE)
                .thenApply(answers -> answers.getOrDefault(owner, new Answer<>(null, null)));
    }

    private static <T> CompletionStage<Map<Address, Answer<T>>> all(Map<Address, CompletionStage<Answer<T>>> asked) {
        return CompletionStages.allOf(asked.values().toArray(CompletionStage[]::new))
                .thenApply(nothing -> {
                    Map<Address, Answer<T>> answers = new LinkedHashMap<>();
                    asked.forEach((owner, answer) -> answers.put(owner, CompletionStages.join(answer)));
                    return answers;
                });
    }
}
