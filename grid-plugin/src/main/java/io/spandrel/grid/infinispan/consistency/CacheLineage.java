package io.spandrel.grid.infinispan.consistency;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.consistency.Lineage;
import io.spandrel.grid.infinispan.deletes.DeletesJournal;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.annotations.Start;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.manager.PersistenceManager.AccessMode;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a member comes back empty after others have gone on without it for longer than deletes are remembered: what
 * its own stores keep may have been deleted, and nobody knows it any more. Thread-safe. Public because Infinispan demands it.
 */
@Scope(Scopes.NAMED_CACHE)
public final class CacheLineage implements AutoCloseable {

    /*
     * While the cache runs the member notes in the journal of its deletes that it is alive, a hundred times in a grace period: so
     * it takes itself to have been away for a hundredth longer than it was, never for shorter. When the cache starts the members
     * that run it are asked. The stores are emptied after they were started and before anything is read from them or the
     * member joins; only then it notes that it is alive. If that is cut short, it is done again at the next start.
     *
     * The latest of all clocks is believed: one that was set back while the member was down does not shorten its absence.
     */
    private static final int NOTES_IN_GRACE = 100;

    private static final Duration NOTE_MIN = Duration.ofMillis(10);
    private static final Duration NOTE_MAX = Duration.ofMinutes(1);

    private final LocalMember member;
    private final String cache;
    private final Timers timers;
    private final @Nullable DeletesJournal journal;
    private final Duration grace;
    private final Lineage lineage;

    /** For how long others have gone on without this member, if that is too long; null: it is not. */
    private final @Nullable Duration tooLong;

    private boolean closed;

    @Inject
    PersistenceManager persistence;

    @SuppressWarnings("NullAway.Init")
    private CacheLineage(
            LocalMember member,
            String cache,
            Timers timers,
            @Nullable DeletesJournal journal,
            Duration grace,
            Lineage lineage,
            @Nullable Duration tooLong) {
        this.member = member;
        this.cache = cache;
        this.timers = timers;
        this.journal = journal;
        this.grace = grace;
        this.lineage = lineage;
        this.tooLong = tooLong;
    }

    /**
     * Asks the members that run the cache, and waits for their answers.
     *
     * @param journal what outlives a restart of this member; null: nothing does
     * @param timeout how long an answer is waited for
     */
    public static CacheLineage of(
            LocalMember member,
            String cache,
            Timers timers,
            @Nullable DeletesJournal journal,
            Duration grace,
            Duration timeout) {
        List<LineageCommand.Reply> others = ask(member, cache, timeout);
        long now = others.stream()
                .mapToLong(LineageCommand.Reply::now)
                .reduce(member.clock().millis(), Math::max);
        long alive = journal == null ? 0 : journal.alive();
        Lineage own = new Lineage(now, alive);
        Lineage running = others.stream()
                .map(LineageCommand.Reply::lineage)
                .reduce(Lineage::and)
                .orElse(own);
        Duration without = alive == 0 ? Duration.ZERO : running.without(alive, now);
        Duration believed = journal == null || journal.grace().compareTo(grace) > 0 ? grace : journal.grace();
        boolean stale = alive != 0 && without.compareTo(believed) >= 0;
        if (!stale && alive != 0 && running.before() != 0 && alive - running.before() >= believed.toMillis()) {
            LOG.olderMemberRuns(
                    cache, Duration.ofMillis(alive - running.before()).toString());
        }
        return new CacheLineage(
                member, cache, timers, journal, grace, stale ? running : running.and(own), stale ? without : null);
    }

    private static List<LineageCommand.Reply> ask(LocalMember member, String cache, Duration timeout) {
        Collection<Answer<LineageCommand.Reply>> answers = member.peers().connected()
                ? CompletionStages.join(member.peers()
                                .ask(
                                        member.peers().others(),
                                        new LineageCommand(cache),
                                        LineageCommand.Reply.class,
                                        timeout))
                        .values()
                : List.of();
        return answers.stream().map(Answer::value).filter(Objects::nonNull).toList();
    }

    /** Empties the stores if need be. Before anything is read from them: Infinispan is told to start this first. */
    @Start
    void start() {
        if (journal == null) {
            return;
        }
        if (tooLong != null) {
            long entries = CompletionStages.join(persistence.size(AccessMode.PRIVATE));
            CompletionStages.join(persistence.clearAllStores(AccessMode.PRIVATE));
            journal.forget();
            LOG.comesBackEmpty(cache, tooLong.toString(), grace.toString(), entries);
            member.history()
                    .record(
                            GridEvent.Kind.CACHE_STARTED,
                            cache,
                            "comes back empty: the others have gone on for " + tooLong + " without " + member.name()
                                    + ", longer than deletes are remembered; " + entries
                                    + " entries of its own stores were dropped");
        }
        journal.grace(grace);
        noteAndGoOn();
    }

    private synchronized void noteAndGoOn() {
        if (!closed) {
            timers.schedule(this::noteAndGoOn, interval());
            note();
        }
    }

    private void note() {
        if (journal != null) {
            journal.alive(member.clock().millis());
        }
    }

    private Duration interval() {
        Duration interval = grace.dividedBy(NOTES_IN_GRACE);
        Duration some = interval.compareTo(NOTE_MIN) < 0 ? NOTE_MIN : interval;
        return some.compareTo(NOTE_MAX) > 0 ? NOTE_MAX : some;
    }

    LineageCommand.Reply reply() {
        return new LineageCommand.Reply(
                lineage.since(), lineage.before(), member.clock().millis());
    }

    /** The cache stops: until now this member was alive. */
    @Override
    public synchronized void close() {
        closed = true;
        note();
    }
}
