package io.spandrel.grid.infinispan;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
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
    private record Found(int segment, Contents<Object> owner, String name, Map<Long, Suspect> suspects) {}

    private final Parts parts;
    private final LocalizedCacheTopology topology;
    private final RunTally tally;
    private final List<Found> found = new ArrayList<>();
    private int suspects;
    private volatile boolean missed;

    OwnersRun(Parts parts, LocalizedCacheTopology topology, RunTally tally) {
        this.parts = parts;
        this.topology = topology;
        this.tally = tally;
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
                .thenCompose(go -> lookAgain());
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
        return parts.own().trees(batch).thenCompose(trees -> {
            trees.values().forEach(tree -> tally.compared(tree.root().count()));
            return Flowable.fromIterable(shared.entrySet())
                    .concatMapCompletable(
                            entry -> Completable.fromCompletionStage(compare(entry.getKey(), entry.getValue(), trees)))
                    .toCompletionStage(null);
        });
    }

    private CompletionStage<Void> compare(Address owner, List<Integer> segments, Map<Integer, SegmentTree> trees) {
        String name = parts.others().name(owner);
        if (!parts.others().reachable(owner)) {
            tally.notHeard(name, "is not in the view");
            return CompletableFuture.completedFuture(null);
        }
        Contents<Object> theirs = parts.others().contents(owner, topology.getTopologyId());
        return heard(
                name,
                theirs.roots(segments)
                        .thenCompose(roots -> clears(owner, roots.clearedUpTo())
                                .thenCompose(agreed -> Flowable.range(0, segments.size())
                                        .concatMapCompletable(i -> Completable.fromCompletionStage(suspects(
                                                name,
                                                theirs,
                                                segments.get(i),
                                                trees,
                                                roots.roots().get(i))))
                                        .toCompletionStage(null))));
    }

    private CompletionStage<Void> clears(Address owner, long theirs) {
        if (theirs == parts.others().cleared()) {
            return CompletableFuture.completedFuture(null);
        }
        tally.differs(Difference.Cause.MISSED_CLEAR);
        return parts.repair().active()
                ? parts.others().catchUpOnClear(owner, theirs).thenRun(() -> tally.repaired(1))
                : CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> suspects(
            String name,
            Contents<Object> theirs,
            int segment,
            Map<Integer, SegmentTree> trees,
            SegmentTree.Node theirRoot) {
        SegmentTree tree = trees.getOrDefault(segment, new SegmentTree());
        return new SegmentComparison<>(segment, parts.own(), theirs)
                .suspects(tree, theirRoot, parts.bucketSize())
                .thenAccept(differing -> {
                    if (!differing.isEmpty()) {
                        found.add(new Found(segment, theirs, name, differing));
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
        return new SegmentComparison<>(one.segment(), parts.own(), one.owner())
                .differences(one.suspects(), parts.evicts())
                .exceptionally(failure -> {
                    missed = true;
                    tally.notHeard(one.name(), reason(failure));
                    return List.of();
                });
    }

    private CompletionStage<Void> heard(String name, CompletionStage<Void> compared) {
        return compared.exceptionally(failure -> {
            missed = true;
            tally.notHeard(name, reason(failure));
            return null;
        });
    }

    private static String reason(Throwable failure) {
        Throwable cause = CompletableFutures.extractException(failure);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
