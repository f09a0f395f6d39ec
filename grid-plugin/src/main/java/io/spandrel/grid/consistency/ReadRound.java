package io.spandrel.grid.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One read: the digests of as many owners as the level needs, and from them the newest state, who has it, and who is behind.
 *
 * <p>An owner that cannot be reached, or is slow, is replaced by the next one. Thread-safe; completes {@link #result} outside
 * its lock.
 *
 * @param <M> a member's identity
 */
public final class ReadRound<M> {

    /**
     * What a read found.
     *
     * @param newest of all digests
     * @param holders who has it; the first of them answered first
     * @param behind who has something older
     * @param established whether a majority is known to have the newest state. If not, a later read could miss it unless it is
     *     repaired first.
     * @param undecided whether an owner has a value which another one may have deleted, without remembering it: a comparison
     *     of all owners has to tell
     */
    public record Result<M>(Digest newest, List<M> holders, List<M> behind, boolean established, boolean undecided) {}

    private final ExpectedOwners<M> owners;
    private final ConsistencyLevel level;
    private final Deque<M> spare;
    private final Set<M> asked = new LinkedHashSet<>();
    private final Set<M> failed = new LinkedHashSet<>();
    private final Set<M> slow = new HashSet<>();
    private final Map<M, Digest> answers = new LinkedHashMap<>();
    private final CompletableFuture<Result<M>> result = new CompletableFuture<>();

    /**
     * @param preferred owners in the order in which to ask them; those that are not expected are passed over
     */
    public ReadRound(ExpectedOwners<M> owners, ConsistencyLevel level, Collection<M> preferred) {
        this.owners = owners;
        this.level = level;
        Set<M> order = new LinkedHashSet<>(preferred);
        order.retainAll(owners.all());
        order.addAll(owners.all());
        this.spare = new ArrayDeque<>(order);
    }

    /** Whom to ask first; nobody if all owners together would not be enough: then it has failed. */
    public List<M> start() {
        OwnersUnreachableException impossible = null;
        List<M> first = List.of();
        synchronized (this) {
            if (owners.met(level, owners.all())) {
                first = askMore();
            } else {
                impossible = impossible();
            }
        }
        if (impossible != null) {
            result.completeExceptionally(impossible);
        }
        return first;
    }

    /** Completes once, or exceptionally with {@link OwnersUnreachableException}; in the thread of the call that decided it. */
    public CompletionStage<Result<M>> result() {
        return result.minimalCompletionStage();
    }

    /**
     * An owner has answered.
     *
     * @return whether the read had its result before, and this owner is behind it: it is to be repaired too
     */
    public boolean answered(M member, Digest digest) {
        Result<M> complete = null;
        synchronized (this) {
            if (result.isDone()) {
                return !result.isCompletedExceptionally()
                        && result.join().newest().newerThan(digest);
            }
            failed.remove(member);
            answers.put(member, digest);
            if (owners.met(level, answers.keySet())) {
                complete = summary();
            }
        }
        if (complete != null) {
            result.complete(complete);
        }
        return false;
    }

    /**
     * An owner has not answered in time, or cannot; whether it was asked or not.
     *
     * @return whom to ask instead, nobody if it is not needed or nobody is left
     */
    public List<M> unreachable(M member) {
        OwnersUnreachableException impossible = null;
        List<M> instead = List.of();
        synchronized (this) {
            if (!result.isDone() && !answers.containsKey(member) && failed.add(member)) {
                instead = askMore();
                impossible = owners.met(level, possible()) ? null : impossible();
            }
        }
        if (impossible != null) {
            result.completeExceptionally(impossible);
        }
        return instead;
    }

    /**
     * Those that have not answered by now may never do so; when they do, they count.
     *
     * @return whom to ask as well, nobody if it is not needed or nobody is left
     */
    public synchronized List<M> slow() {
        if (result.isDone()) {
            return List.of();
        }
        slow.addAll(asked);
        return askMore();
    }

    private List<M> askMore() {
        List<M> more = new ArrayList<>();
        while (!owners.met(level, prompt()) && !spare.isEmpty()) {
            M next = spare.poll();
            if (!failed.contains(next)) {
                asked.add(next);
                more.add(next);
            }
        }
        return more;
    }

    private Set<M> possible() {
        Set<M> possible = new HashSet<>(asked);
        possible.removeAll(failed);
        possible.addAll(answers.keySet());
        return possible;
    }

    private Set<M> prompt() {
        Set<M> prompt = possible();
        prompt.removeAll(slow);
        prompt.addAll(answers.keySet());
        return prompt;
    }

    private Result<M> summary() {
        Digest newest = Digest.ABSENT;
        for (Digest digest : answers.values()) {
            newest = digest.newerThan(newest) ? digest : newest;
        }
        List<M> holders = new ArrayList<>();
        List<M> behind = new ArrayList<>();
        for (Map.Entry<M, Digest> answer : answers.entrySet()) {
            (newest.newerThan(answer.getValue()) ? behind : holders).add(answer.getKey());
        }
        return new Result<>(
                newest,
                holders,
                behind,
                owners.met(ConsistencyLevel.QUORUM, new HashSet<>(holders)),
                newest.kind() == Digest.Kind.FORGOTTEN
                        && answers.values().stream().anyMatch(Digest::live));
    }

    private OwnersUnreachableException impossible() {
        return new OwnersUnreachableException("a read at " + level + " needs " + owners.describe(level) + "; answered: "
                + answers.keySet() + ", unreachable: " + failed);
    }
}
