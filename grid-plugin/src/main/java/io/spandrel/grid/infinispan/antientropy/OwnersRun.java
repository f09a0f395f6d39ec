package io.spandrel.grid.infinispan.antientropy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.spandrel.grid.antientropy.Contents;
import io.spandrel.grid.antientropy.Difference;
import io.spandrel.grid.antientropy.SegmentComparison;
import io.spandrel.grid.antientropy.SegmentComparison.Suspect;
import io.spandrel.grid.antientropy.SegmentTree;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of the segments whose primary this member is with all their other owners. Begins in one topology; owners that are
 * in another one by then do not answer, and are left to the next run. Used once.
 */
final class OwnersRun {

    /*
     * First all trees are compared, and what differs is remembered; then, when a write that was under way has had the time to
     * arrive, the keys that differed are looked at again. So there is one such pause for many segments. If too much differs to be
     * remembered, what has been found is looked at again first.
     *
     * Owners tell the roots of their trees before the primary makes its own: what it had acknowledged before somebody was asked is
     * in its tree (decision 151).
     *
     * A key that still differs is given to `Repair`: its primary, this member, settles it under the key's lock by what all owners
     * tell then, and not by what was found here.
     */
    private static final Duration UNDER_WAY = Duration.ofMillis(500);

    private static final int SEGMENTS_AT_ONCE = 16;

    /**
     * What is compared and with whom.
     *
     * @param bucketSize how many keys are compared one by one rather than by another level of the tree
     * @param suspectsMax how many hashes that differ are remembered before they are looked at again
     * @param evicts whether owners may hold different entries because each evicts its own
     */
    record Parts(
            OwnContents own,
            OtherOwners others,
            Timers timers,
            int bucketSize,
            int suspectsMax,
            boolean evicts,
            Repair repair) {}

    /** What is done about what differs. */
    interface Repair {

        /** Whether anything is. */
        boolean active();

        CompletionStage<Void> repair(List<Difference<Object>> differences);
    }

    /** The hashes of a segment under which an owner does not hold the same. */
    private record Found(
            int segment, Contents<Object> owner, String name, Map<Long, Suspect> suspects, long forgottenUpTo) {}

    /** What an owner has told of segments. */
    private record Asked(
            Address owner, String name, Contents<Object> contents, List<Integer> segments, Contents.Roots roots) {}

    private final Parts parts;
    private final LocalizedCacheTopology topology;
    private final RunTally tally;
    private final List<Found> found = new ArrayList<>();
    private final RunMarks marks;
    private int suspects;
    private volatile boolean missed;

    OwnersRun(Parts parts, LocalizedCacheTopology topology, RunTally tally) {
        this.parts = parts;
        this.topology = topology;
        this.tally = tally;
        this.marks = new RunMarks(parts.own(), parts.others(), topology);
    }

    /**
     * Runs to the end.
     *
     * @param reason why it does
     * @param next asked before each batch of segments; a failure ends the run
     */
    CompletionStage<Void> run(String reason, Supplier<CompletionStage<Void>> next) {
        List<Integer> mine = IntStream.range(0, topology.getNumSegments())
                .filter(segment -> topology.getSegmentDistribution(segment).isPrimary())
                .boxed()
                .toList();
        tally.begins(reason, mine.size());
        return Flowable.fromIterable(mine)
                .buffer(SEGMENTS_AT_ONCE)
                .concatMapCompletable(batch -> Completable.fromCompletionStage(
                        next.get().thenCompose(go -> compare(batch)).thenCompose(done -> lookAgainIfMany(batch))))
                .toCompletionStage((Void) null)
                .thenCompose(compared -> next.get())
                .thenCompose(go -> lookAgain())
                .thenCompose(looked -> marks.tell(parts.repair().active()));
    }

    /** Whether another run could lift marks that this one has left, because it has made owners agree. */
    boolean worthAgain() {
        return marks.left();
    }

    /** Whether an owner that is in the view could not be compared with: it may be in another topology for a moment. */
    boolean missed() {
        return missed;
    }

    private CompletionStage<Void> compare(List<Integer> batch) {
        Map<Address, List<Integer>> shared = new LinkedHashMap<>();
        for (int segment : batch) {
            for (Address owner : parts.others().of(topology, segment)) {
                shared.computeIfAbsent(owner, absent -> new ArrayList<>()).add(segment);
            }
        }
        OwnContents.Began began = parts.own().begin(batch);
        marks.begins(batch, began);
        return Flowable.fromIterable(shared.entrySet())
                .concatMapMaybe(entry -> Maybe.fromCompletionStage(roots(entry.getKey(), entry.getValue())))
                .toList()
                .toCompletionStage()
                .thenCompose(asked -> parts.own().trees(batch).thenCompose(trees -> {
                    trees.values().forEach(tree -> tally.compared(tree.root().count()));
                    return Flowable.fromIterable(asked)
                            .concatMapCompletable(one -> Completable.fromCompletionStage(compare(one, trees)))
                            .toCompletionStage(null);
                }));
    }

    /** What an owner tells of segments; null: it was not heard. */
    private CompletionStage<@Nullable Asked> roots(Address owner, List<Integer> segments) {
        String name = parts.others().name(owner);
        if (!parts.others().reachable(owner)) {
            tally.notHeard(name, "is not in the view");
            marks.differ(segments);
            return CompletableFuture.completedFuture(null);
        }
        Contents<Object> theirs = parts.others().contents(owner, topology.getTopologyId());
        CompletionStage<@Nullable Asked> asked =
                theirs.roots(segments).thenApply(roots -> new Asked(owner, name, theirs, segments, roots));
        return heard(name, segments, asked);
    }

    private CompletionStage<Void> compare(Asked asked, Map<Integer, SegmentTree> trees) {
        Contents.Roots roots = asked.roots();
        marks.told(asked.owner(), asked.segments(), roots);
        return heard(
                asked.name(),
                asked.segments(),
                clears(asked, roots.clearedUpTo())
                        .thenCompose(agreed -> Flowable.range(
                                        0, asked.segments().size())
                                .concatMapCompletable(i -> Completable.fromCompletionStage(suspects(
                                        asked,
                                        asked.segments().get(i),
                                        trees,
                                        roots.roots().get(i))))
                                .toCompletionStage(null)));
    }

    private CompletionStage<Void> clears(Asked asked, long theirs) {
        if (theirs == parts.others().cleared()) {
            return CompletableFuture.completedFuture(null);
        }
        marks.differ(asked.segments());
        tally.differs(Difference.Cause.MISSED_CLEAR);
        return parts.repair().active()
                ? parts.others().catchUpOnClear(asked.owner(), theirs).thenRun(() -> tally.repaired(1))
                : CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> suspects(
            Asked asked, int segment, Map<Integer, SegmentTree> trees, SegmentTree.Node theirRoot) {
        SegmentTree tree = trees.getOrDefault(segment, new SegmentTree());
        return new SegmentComparison<>(segment, parts.own(), asked.contents())
                .suspects(tree, theirRoot, parts.bucketSize())
                .thenAccept(differing -> {
                    if (!differing.isEmpty()) {
                        found.add(new Found(
                                segment, asked.contents(), asked.name(), differing, marks.forgottenUpTo(segment)));
                        suspects += differing.size();
                    }
                });
    }

    private CompletionStage<Void> lookAgainIfMany(List<Integer> batch) {
        tally.done(batch.size());
        return suspects < parts.suspectsMax() ? CompletableFuture.completedFuture(null) : lookAgain();
    }

    private CompletionStage<Void> lookAgain() {
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Found> again = List.copyOf(found);
        found.clear();
        suspects = 0;
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        parts.timers().schedule(() -> arrived.complete(null), UNDER_WAY);
        return arrived.thenCompose(now -> Flowable.fromIterable(again)
                        .concatMapSingle(one -> Single.fromCompletionStage(differences(one)))
                        .concatMapIterable(differences -> differences)
                        .toMap(Difference::key, difference -> difference, LinkedHashMap::new)
                        .toCompletionStage())
                .thenCompose(byKey -> {
                    List<Difference<Object>> differences = List.copyOf(byKey.values());
                    differences.forEach(difference -> tally.differs(difference.cause()));
                    return parts.repair().repair(differences);
                });
    }

    private CompletionStage<List<Difference<Object>>> differences(Found one) {
        CompletionStage<@Nullable List<Difference<Object>>> differences = new SegmentComparison<>(
                        one.segment(), parts.own(), one.owner())
                .differences(one.suspects(), parts.evicts(), one.forgottenUpTo())
                .thenApply(outcome -> {
                    if (!outcome.agreed()) {
                        marks.differ(List.of(one.segment()));
                    }
                    return outcome.differences();
                });
        return heard(one.name(), List.of(one.segment()), differences)
                .thenApply(found -> found == null ? List.of() : found);
    }

    /** The same; null if the owner was not heard. */
    private <T> CompletionStage<@Nullable T> heard(
            String name, List<Integer> segments, CompletionStage<@Nullable T> compared) {
        return compared.exceptionally(failure -> {
            missed = true;
            tally.notHeard(name, reason(failure));
            marks.differ(segments);
            return null;
        });
    }

    private static String reason(Throwable failure) {
        Throwable cause = CompletableFutures.extractException(failure);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
