package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.conflict.ConflictResolvers;
import io.spandrel.grid.conflict.GuardedResolver;
import io.spandrel.grid.conflict.GuardedResolver.Verdict;
import io.spandrel.grid.consistency.Contest;
import io.spandrel.grid.consistency.Contest.Entrant;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Separations;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.ConflictDecisions;
import io.spandrel.grid.infinispan.consistency.CopiesCommand;
import io.spandrel.grid.infinispan.consistency.KeyRead;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import io.spandrel.grid.infinispan.consistency.OwnerReads;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.ReadableText;
import io.spandrel.grid.spi.ConflictingValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Decides which of the writes stays that two sides of a partition have made of a key. Thread-safe. */
public final class ConflictSettling implements ConflictDecisions {

    /*
     * The newest stays under the version it has, as if there had been no conflict. What a resolver has chosen gets a version of its
     * own, even if it is the newest: who settles the key again, because an owner has not heard of it, does not ask again.
     */
    private final LocalMember member;
    private final String cache;
    private final OwnerReads reads;
    private final CacheSeparations separations;
    private final CacheConflicts conflicts;
    private final @Nullable GuardedResolver resolver;
    private final String name;
    private final Supplier<CacheSide> side;

    /**
     * @param resolver null: the newest stays
     * @param name of the resolver, for people
     * @param side the cache, once it runs
     */
    ConflictSettling(
            LocalMember member,
            String cache,
            OwnerReads reads,
            CacheSeparations separations,
            CacheConflicts conflicts,
            @Nullable GuardedResolver resolver,
            String name,
            Supplier<CacheSide> side) {
        this.member = member;
        this.cache = cache;
        this.reads = reads;
        this.separations = separations;
        this.conflicts = conflicts;
        this.resolver = resolver;
        this.name = name;
        this.side = side;
    }

    private static final Decision NO_CONFLICT = new Decision(null, CompletableFutures::completedNull);

    /** One write was preferred to another. */
    private record Choice(Copy kept, Copy dropped, String resolver) {}

    @Override
    public CompletionStage<Decision> decide(Object key, KeyRead.Found found) {
        return separations.known().thenCompose(known -> {
            Contest<Address> contest = Contest.of(found.told().get(), known);
            if (contest.rivals().isEmpty()) {
                return CompletableFuture.completedFuture(NO_CONFLICT);
            }
            return entrants(key, contest)
                    .thenCompose(entrants -> member.supplyBlocking(() -> decide(key, contest, entrants, known)));
        });
    }

    private CompletionStage<Void> settled(Object key, List<Choice> choices) {
        return member.supplyBlocking(() -> {
            choices.forEach(one -> conflicts.settled(key, one.kept(), one.dropped(), one.resolver()));
            return null;
        });
    }

    /* ---- values ---- */

    /** The newest and its rivals, with their values. */
    private CompletionStage<List<Copy>> entrants(Object key, Contest<Address> contest) {
        List<CompletableFuture<Copy>> copies = new ArrayList<>();
        copies.add(copy(key, contest.newest()).toCompletableFuture());
        contest.rivals().forEach(rival -> copies.add(copy(key, rival).toCompletableFuture()));
        return CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new))
                .thenApply(all -> copies.stream().map(CompletableFuture::join).toList());
    }

    /** A copy without its value if that cannot be had any more. */
    private CompletionStage<Copy> copy(Object key, Entrant<Address> entrant) {
        Copy unknown = new Copy(entrant.digest(), null);
        if (!entrant.digest().live()) {
            return CompletableFuture.completedFuture(unknown);
        }
        return held(key, entrant.holder())
                .handle((copy, failure) -> copy != null
                                && copy.value() != null
                                && copy.digest().version() == entrant.digest().version()
                        ? copy
                        : unknown);
    }

    private CompletionStage<@Nullable Copy> held(Object key, Address holder) {
        List<Object> one = List.of(key);
        if (holder.equals(reads.topology().getLocalAddress())) {
            return reads.copies().of(one, 1).thenApply(copies -> copies.get(0));
        }
        CopiesCommand question = new CopiesCommand(
                cache, reads.topology().getTopologyId(), 1, reads.bytes().write(one));
        return reads.ask(holder, question, reads.timeout()).thenApply(answer -> {
            CopiesCommand.Reply reply = answer.value();
            return reply == null ? null : reply.held().get(0).owned(reads.bytes());
        });
    }

    /* ---- the decision ---- */

    private Decision decide(
            Object key, Contest<Address> contest, List<Copy> entrants, Separations<Address> separations) {
        Copy stays = entrants.get(0);
        List<Choice> choices = new ArrayList<>();
        for (int i = 1; i < entrants.size(); i++) {
            Copy rival = entrants.get(i);
            Verdict verdict = Verdict.FAILED;
            if (resolver != null && contest.rivals().get(i - 1).eligible()) {
                verdict = ask(resolver, key, stays, rival);
            }
            choices.add(
                    verdict == Verdict.OLDER
                            ? new Choice(rival, stays, name)
                            : new Choice(stays, rival, verdict == Verdict.NEWER ? name : ConflictResolvers.NEWEST));
            stays = verdict == Verdict.OLDER ? rival : stays;
        }
        boolean asked = resolver != null && contest.open();
        return new Decision(asked ? settled(stays, separations) : null, () -> settled(key, choices));
    }

    private Copy settled(Copy stays, Separations<Address> separations) {
        Digest digest = Digest.value(
                separations.settledBy(member.number().get()), stays.digest().deadline());
        return new Copy(digest, stays.value());
    }

    private Verdict ask(GuardedResolver asked, Object key, Copy newer, Copy older) {
        InternalCacheValue<?> one = newer.value();
        InternalCacheValue<?> other = older.value();
        if (one == null || other == null) {
            throw new CacheException("a value that a conflict resolver is to be asked about cannot be had");
        }
        AdvancedCache<?, ?> views = side.get().cache().getAdvancedCache();
        return asked.resolve(
                () -> views.getKeyDataConversion().fromStorage(key),
                () -> value(views, one.getValue(), newer.digest().version()),
                () -> value(views, other.getValue(), older.digest().version()));
    }

    private ConflictingValue value(AdvancedCache<?, ?> views, Object stored, long version) {
        long bytes = ReadableText.bytes(stored);
        return new ConflictingValue(
                views.getValueDataConversion().fromStorage(stored),
                bytes < 0 ? reads.bytes().write(List.of(stored)).get(0).length : bytes,
                version,
                Instant.ofEpochMilli(Version.millis(version)));
    }
}
